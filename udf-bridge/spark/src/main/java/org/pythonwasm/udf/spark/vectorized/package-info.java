/** Calls of many rows at once: what Spark plans for them, and its operator. May name {@code task}, {@code rows} and {@code value}. */
package org.pythonwasm.udf.spark.vectorized;
