/**
 * Calcite's execution of CREATE FUNCTION and DROP FUNCTION. May name {@code function}, {@code plan} and {@code store}.
 */
package org.pythonwasm.udf.calcite.ddl;
