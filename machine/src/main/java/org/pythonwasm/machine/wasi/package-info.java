/**
 * WASI preview 1 over the files: the imports of the built-in guest, named as the standard names them. Generated code
 * calls them. May name {@code machine.files} and {@code machine.memory}.
 */
package org.pythonwasm.machine.wasi;
