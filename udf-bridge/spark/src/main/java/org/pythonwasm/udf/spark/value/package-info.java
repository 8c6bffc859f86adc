/**
 * Values between Catalyst's internal form and a batch, and the types of both. May name values of the API and
 * {@code codec}.
 */
package org.pythonwasm.udf.spark.value;
