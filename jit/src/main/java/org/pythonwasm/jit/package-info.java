/**
 * Compiles Python code of guests to hidden classes: code objects are read and checked, and written as methods that keep the value
 * stack in variables; typed functions are written as kernels, which do rows without Python. May name {@code machine.code} and {@code machine.memory}.
 */
package org.pythonwasm.jit;
