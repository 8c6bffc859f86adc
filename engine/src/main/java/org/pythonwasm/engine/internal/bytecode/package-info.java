/**
 * Rewrites JVM methods that are too long for HotSpot's compiler. Used when the built-in guest is translated and when a
 * module of the user's is compiled. May name {@code internal.memory}.
 */
package org.pythonwasm.engine.internal.bytecode;
