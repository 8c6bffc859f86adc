/**
 * The build step: turns the guest's WebAssembly into JVM classes and the snapshot. Never runs in an application. May
 * name {@code translator.bytecode}, {@code machine.code}, {@code machine.memory} and {@code machine.wasi}.
 */
package org.pythonwasm.translator;
