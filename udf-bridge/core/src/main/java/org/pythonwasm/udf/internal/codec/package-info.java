/**
 * SQL values on their way into a batch and out of it, with the checks of SQL's store assignment. May name values of the
 * API.
 */
package org.pythonwasm.udf.internal.codec;
