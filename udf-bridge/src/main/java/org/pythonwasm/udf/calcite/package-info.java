/**
 * Python functions in Apache Calcite.
 *
 * <p>A function lives in a schema of one connection and goes with it, unless {@link PythonSchemaFactory} made the schema.
 * Calls run in batches. Both, and the limits that are Calcite's: {@code docs/sql.md}.
 */
package org.pythonwasm.udf.calcite;
