/**
 * The build step: makes JVM classes and the snapshot of the guest's WebAssembly. Never runs in an application. May name
 * {@code translator.bytecode}, {@code machine.memory} and {@code machine.wasi}.
 */
package org.pythonwasm.translator;
