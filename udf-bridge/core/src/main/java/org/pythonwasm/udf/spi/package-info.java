/**
 * What a database implements so that it has Python functions, and what it is given: statements, interpreters to
 * interrupt, SQLSTATEs. May name values of {@code org.pythonwasm.udf}.
 */
package org.pythonwasm.udf.spi;
