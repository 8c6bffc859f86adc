/**
 * A thread that looks after things while there are any. Names nothing of the engine.
 */
package org.pythonwasm.engine.internal.thread;
