/** A thread that runs while there is work for it. Names nothing of the engine. */
package org.pythonwasm.engine.internal.thread;
