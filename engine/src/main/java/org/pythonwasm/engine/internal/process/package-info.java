/**
 * A program that runs as a guest: its thread, which takes turns with the host's, and the interface that the artifact for
 * custom modules implements. May name values of the API, {@code internal.files}, {@code internal.memory} and {@code internal.wasi}.
 */
package org.pythonwasm.engine.internal.process;
