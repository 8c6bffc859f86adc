/**
 * Conversion of SQL values into and out of batches, with the checks of SQL's store assignment. May name values of the
 * API.
 */
package org.pythonwasm.udf.internal.codec;
