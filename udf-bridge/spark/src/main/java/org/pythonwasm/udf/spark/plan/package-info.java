/** What Spark plans and evaluates: expressions, rules, operators. May name {@code vectorized}, {@code task} and {@code value}. */
package org.pythonwasm.udf.spark.plan;
