/**
 * Counts of calls and errors, and the rows of the table of functions. May name values of the API.
 */
package org.pythonwasm.udf.internal.metrics;
