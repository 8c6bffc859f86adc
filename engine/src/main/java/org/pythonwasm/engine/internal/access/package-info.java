/** Which Java types no script ever uses. Names nothing of the engine. */
package org.pythonwasm.engine.internal.access;
