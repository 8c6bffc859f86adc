/**
 * A checked definition: its parameters, defaults, and the texts of its errors. May name {@code codec}, {@code parse},
 * {@code session} and {@code spi}.
 */
package org.pythonwasm.udf.internal.define;
