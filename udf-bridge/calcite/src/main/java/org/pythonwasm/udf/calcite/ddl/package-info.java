/**
 * CREATE FUNCTION and DROP FUNCTION as Calcite executes them. May name {@code function}, {@code plan} and {@code store}.
 */
package org.pythonwasm.udf.calcite.ddl;
