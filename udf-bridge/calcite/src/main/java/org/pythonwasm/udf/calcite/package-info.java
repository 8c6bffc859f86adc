/**
 * What users of Calcite name in a model or a URL: the factory of schemas that keep their functions in files, and the
 * parser.
 *
 * <p>Python functions in Apache Calcite live in a schema of one connection and go with it, unless {@link
 * org.pythonwasm.udf.calcite.PythonSchemaFactory} made the schema. Calls run in batches. Both, and the limits that are
 * Calcite's: {@code docs/sql.md}. May name {@code ddl}, {@code function} and {@code store}.
 */
package org.pythonwasm.udf.calcite;
