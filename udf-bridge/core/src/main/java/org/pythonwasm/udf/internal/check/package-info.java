/**
 * Validates a function's body when the function is created: runs it, finds the handler, compares it with the
 * declaration. May name {@code define}, {@code session} and the rooms that these may name.
 */
package org.pythonwasm.udf.internal.check;
