/**
 * A checked definition: its parameters, defaults, and the words of its errors. May name {@code codec}, {@code parse} and
 * {@code spi}.
 */
package org.pythonwasm.udf.internal.define;
