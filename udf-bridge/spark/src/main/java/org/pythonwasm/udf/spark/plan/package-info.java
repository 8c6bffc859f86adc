/** What Spark plans and evaluates: expressions, rules, operators. May name {@code task}, {@code rows} and {@code value}. */
package org.pythonwasm.udf.spark.plan;
