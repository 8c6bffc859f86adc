/**
 * Looks at a function's body when it is created: runs it, finds the handler, compares it with the declaration. May name
 * {@code define}, {@code session} and what these may.
 */
package org.pythonwasm.udf.internal.check;
