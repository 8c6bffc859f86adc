/**
 * Python functions that H2 has loaded, its values and types, and the way in which a statement's end reaches a call. May
 * name the core's rooms, but no other room of H2.
 */
package org.pythonwasm.udf.h2.function;
