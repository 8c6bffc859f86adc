/**
 * Python functions as H2 has loaded them, its values and types, and how a statement's end reaches a call. May name the
 * core's rooms, no other of H2's.
 */
package org.pythonwasm.udf.h2.function;
