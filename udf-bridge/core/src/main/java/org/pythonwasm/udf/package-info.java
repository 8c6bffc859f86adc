/** SQL functions in Python: the statement as records, the driver, and the entry points for Java. Knows no database. */
package org.pythonwasm.udf;
