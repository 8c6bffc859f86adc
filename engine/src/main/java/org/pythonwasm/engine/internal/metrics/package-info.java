/**
 * What the metrics of the engine and of databases share. Names nothing of the engine.
 */
package org.pythonwasm.engine.internal.metrics;
