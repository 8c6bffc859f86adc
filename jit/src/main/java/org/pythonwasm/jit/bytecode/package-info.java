/**
 * Code objects of guests read and checked as a verifier of class files does. May name {@code machine.code} and {@code machine.memory}.
 */
package org.pythonwasm.jit.bytecode;
