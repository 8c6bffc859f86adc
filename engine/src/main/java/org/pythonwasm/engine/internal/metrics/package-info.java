/** Shared by the metrics of the engine and of databases. Names nothing of the engine. */
package org.pythonwasm.engine.internal.metrics;
