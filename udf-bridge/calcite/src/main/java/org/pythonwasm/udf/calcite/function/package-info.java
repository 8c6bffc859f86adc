/**
 * Python functions of Calcite's schemas, the conversion of values between Calcite's form and Java's, and the way in
 * which a statement's end reaches a call. May name the core's rooms, no other of Calcite's.
 */
package org.pythonwasm.udf.calcite.function;
