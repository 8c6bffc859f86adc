/**
 * A python.wasm that the user supplies: read, compiled, cached on disk, started with its library. May name values of the API,
 * {@code engine.internal.process}, whose provider is here, {@code translator.bytecode}, {@code machine.files}, {@code machine.memory} and
 * {@code machine.wasi}; the only room that names Chicory's runtime and compiler.
 */
package org.pythonwasm.modules;
