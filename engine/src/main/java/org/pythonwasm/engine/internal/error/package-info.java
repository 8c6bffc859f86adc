/**
 * The description of a Python exception, as a guest sends it. Names nothing of the engine.
 */
package org.pythonwasm.engine.internal.error;
