/**
 * The text of statements about functions: tokens, types, options, bodies. May name values of the API and {@code spi}.
 */
package org.pythonwasm.udf.internal.parse;
