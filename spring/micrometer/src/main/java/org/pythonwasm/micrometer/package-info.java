/** Meters of Micrometer. May name {@code engine}. */
package org.pythonwasm.micrometer;
