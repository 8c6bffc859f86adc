/**
 * A custom python.wasm: read, compiled, cached on disk, started with its library. May name values of the API,
 * {@code translator.bytecode} and {@code machine.memory}; the only room that names Chicory's runtime, apart from the
 * guest that runs such a module.
 */
package org.pythonwasm.engine.internal.module;
