/**
 * WASI preview 1 over the files: the imports of the built-in guest, with the names of the standard. Generated code
 * calls them. May name {@code machine.files} and {@code machine.memory}.
 */
package org.pythonwasm.machine.wasi;
