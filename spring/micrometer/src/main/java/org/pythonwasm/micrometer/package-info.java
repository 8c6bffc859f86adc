/**
 * Meters of Micrometer. May name {@code engine}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.micrometer;
