/** The connections and statements of the driver. May name {@code parse}, {@code session} and {@code spi}. */
package org.pythonwasm.udf.internal.jdbc;
