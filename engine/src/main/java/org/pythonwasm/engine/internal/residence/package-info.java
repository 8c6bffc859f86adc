/** What guests hold of the Java heap, and which of them sleep. May name values of the API and {@code thread}. */
package org.pythonwasm.engine.internal.residence;
