/**
 * The driver's connections to Calcite, their table of functions, and their errors. May name every room of Calcite
 * except {@code generated}.
 */
package org.pythonwasm.udf.calcite.jdbc;
