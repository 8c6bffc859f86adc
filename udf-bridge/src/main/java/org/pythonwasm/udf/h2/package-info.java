/**
 * Python functions in H2 2.5: aliases whose class name holds the definition.
 *
 * <p>Limits that are H2's: a view follows a function that is replaced, a constraint or generated column keeps the old one
 * until the database is opened again; dropping a function that a view calls is not refused; DATE, TIME and TIMESTAMP
 * results are declared with H2's default precision, CHAR and BINARY as their varying types, DECIMAL without precision,
 * JSON and ROW results of scalar functions as JAVA_OBJECT; there is no MAP;
 * an aggregate function has at least one argument; a TABLE parameter takes the text of a query, which runs in the
 * session that calls the function.
 */
package org.pythonwasm.udf.h2;
