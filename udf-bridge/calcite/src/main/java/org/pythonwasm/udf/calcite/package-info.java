/**
 * The classes that users of Calcite name in a model or a URL: the factory of schemas that keep their functions in
 * files, and the parser.
 *
 * <p>Python functions in Apache Calcite live in a schema of one connection and end with it, unless
 * {@link org.pythonwasm.udf.calcite.PythonSchemaFactory} created the schema. Calls run in batches.
 * {@code docs/sql-calcite.md} describes both, and the limits of Calcite. May name {@code ddl}, {@code function} and
 * {@code store}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.udf.calcite;
