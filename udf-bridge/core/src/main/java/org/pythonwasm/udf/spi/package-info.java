/**
 * The interfaces that a database implements to support Python functions, and their arguments: statements, interruptible
 * interpreters, SQLSTATEs. May name values of {@code org.pythonwasm.udf}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.udf.spi;
