/**
 * Calcite's connections as the driver opens them, their table of functions, and their errors. May name every room of
 * Calcite's but {@code generated}.
 */
package org.pythonwasm.udf.calcite.jdbc;
