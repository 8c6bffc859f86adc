/**
 * Python functions in H2 2.5: aliases whose class name holds the definition. A TABLE parameter takes the text of a query,
 * which runs in the session that calls the function. Limits of H2: {@code docs/sql-h2.md}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.udf.h2;
