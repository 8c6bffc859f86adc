/**
 * SQL functions in Python: the statement as records, the driver, and the entry points for Java. Knows no database.
 *
 * @since 0.2.0
 */
package org.pythonwasm.udf;
