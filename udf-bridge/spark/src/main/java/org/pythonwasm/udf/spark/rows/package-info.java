/** The rows of a vectorized call and their results, as columns. May name {@code call}. */
package org.pythonwasm.udf.spark.rows;
