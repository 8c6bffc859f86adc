/**
 * The connections and statements that the driver hands out. May name {@code parse}, {@code session} and {@code spi}.
 */
package org.pythonwasm.udf.internal.jdbc;
