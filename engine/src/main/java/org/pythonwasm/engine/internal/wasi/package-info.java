/**
 * WASI preview 1 over the files: the imports of the built-in guest, named as the standard names them. Generated code
 * calls them. May name {@code internal.files} and {@code internal.memory}.
 */
package org.pythonwasm.engine.internal.wasi;
