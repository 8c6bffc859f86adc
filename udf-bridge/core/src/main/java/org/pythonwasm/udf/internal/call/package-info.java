/**
 * A function in a session: scalar, batched, aggregate and table calls. May name {@code define}, {@code codec}, {@code
 * metrics}, {@code session} and {@code spi}.
 */
package org.pythonwasm.udf.internal.call;
