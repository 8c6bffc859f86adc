/**
 * WASI preview 1 over the files: the imports of every guest, named as the standard names them. Generated code calls them, and a
 * module's by their names. May name {@code internal.files} and {@code internal.memory}.
 */
package org.pythonwasm.engine.internal.wasi;
