/** A thread that runs while there is work for it, and the line of threads that wait for their turn. Names nothing of the engine. */
package org.pythonwasm.engine.internal.thread;
