/**
 * Java objects as Python sees them, and Python objects as Java sees them: functions, coercion to declared types, proxies
 * of interfaces. May name values of the API and {@code internal.text}.
 */
package org.pythonwasm.engine.internal.bind;
