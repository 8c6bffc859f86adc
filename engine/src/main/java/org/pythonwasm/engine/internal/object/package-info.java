/**
 * Java objects as Python sees them: which are passed by reference, and what their attributes, operators and iterations do
 * under a {@link org.pythonwasm.engine.HostAccess}. May name {@code internal.bind}, {@code internal.text} and values of the
 * API; knows nothing of guests or of how values travel.
 */
package org.pythonwasm.engine.internal.object;
