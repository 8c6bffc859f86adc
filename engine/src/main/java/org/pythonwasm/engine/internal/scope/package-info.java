/**
 * The parts of a scope of globals that Java shares: a map that is kept in step with it, and names that are lent to it. May name
 * {@code internal.guest}, {@code internal.wire} and values of the API.
 */
package org.pythonwasm.engine.internal.scope;
