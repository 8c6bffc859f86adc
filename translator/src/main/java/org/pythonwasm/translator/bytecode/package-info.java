/**
 * Rewrites JVM methods that are too long for HotSpot's compiler. Used when the built-in guest is translated and when a
 * module of the user's is compiled. May name {@code machine.memory}.
 */
package org.pythonwasm.translator.bytecode;
