/**
 * Typed functions written as kernels, which do rows of columns without Python. May name {@code jit.bytecode}, {@code machine.code}
 * and {@code machine.memory}.
 */
package org.pythonwasm.jit.rows;
