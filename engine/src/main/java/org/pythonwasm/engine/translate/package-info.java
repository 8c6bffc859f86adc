/**
 * The build step: makes JVM classes and the snapshot of the guest's WebAssembly. Never runs in an application. May name
 * {@code internal.bytecode}, {@code internal.memory} and {@code internal.wasi}.
 */
package org.pythonwasm.engine.translate;
