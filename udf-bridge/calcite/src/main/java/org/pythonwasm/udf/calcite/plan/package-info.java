/**
 * Planner rules, relational nodes and the code that they generate: batches of calls, table functions, aggregates. May
 * name {@code function} and {@code generated}.
 */
package org.pythonwasm.udf.calcite.plan;
