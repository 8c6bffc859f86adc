/**
 * Functions in tasks: what travels to executors, the interpreters of a task, errors. May name {@code value} and the core's rooms up to
 * {@code call}.
 */
package org.pythonwasm.udf.spark.task;
