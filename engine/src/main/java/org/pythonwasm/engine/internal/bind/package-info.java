/**
 * The conversion of Java objects for Python and of Python objects for Java: functions, coercion to declared types,
 * proxies of interfaces. May name values of the API and {@code internal.text}.
 */
package org.pythonwasm.engine.internal.bind;
