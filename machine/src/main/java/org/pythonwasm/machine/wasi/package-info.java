/**
 * WASI preview 1 over the files: the imports of every guest, named as the standard names them. Generated code calls them, and a
 * module's by their names. May name {@code machine.files} and {@code machine.memory}.
 */
package org.pythonwasm.machine.wasi;
