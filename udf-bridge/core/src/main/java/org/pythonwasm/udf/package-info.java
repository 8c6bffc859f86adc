/**
 * SQL functions in Python: the statement as records, the driver, and the way in from Java. Knows no database.
 */
package org.pythonwasm.udf;
