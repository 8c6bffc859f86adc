/**
 * Code objects written as hidden classes, whose methods run frames with the value stack in variables. May name {@code jit.bytecode},
 * {@code machine.code} and {@code machine.memory}.
 */
package org.pythonwasm.jit.frames;
