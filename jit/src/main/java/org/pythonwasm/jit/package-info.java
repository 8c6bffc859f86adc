/**
 * Compiles Python code of guests to hidden classes: code objects that run often, and typed functions that are called for rows. May
 * name its inner packages, {@code machine.code} and {@code machine.memory}.
 */
package org.pythonwasm.jit;
