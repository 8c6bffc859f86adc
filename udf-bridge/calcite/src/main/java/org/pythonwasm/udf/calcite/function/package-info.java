/**
 * Python functions as Calcite's schemas hold them, the values between Calcite's form and Java's, and how a statement's
 * end reaches a call. May name the core's rooms, no other of Calcite's.
 */
package org.pythonwasm.udf.calcite.function;
