/**
 * Python functions in Apache Calcite.
 *
 * <p>A function lives in a schema of one connection and goes with it, unless {@link PythonSchemaFactory} made the schema.
 * Calls run in batches: {@code docs/sql.md}. Limits that are Calcite's: LIMIT asks a table
 * function for one row more than it takes; a CURSOR with ORDER BY needs a LIMIT; a call of a VARIADIC function has up
 * to 32 arguments; a TIME, TIMESTAMP or interval has milliseconds, so that Python's microseconds are cut off; no time
 * has a zone; a text holds one statement of Calcite's own between two of ours. On a connection that {@code jdbc:calcite:} opened, a table function
 * takes no CURSOR and one of a single column no LIMIT, strings are ISO 8859-1, a DECIMAL has 19 digits, a function
 * counts as deterministic, and errors come wrapped, with the {@link java.sql.SQLException} that has the SQLSTATE among
 * their causes.
 */
package org.pythonwasm.udf.calcite;
