/**
 * Texts about values: excerpts for messages, and decimal numbers whose cost is bounded before they are converted. Names
 * nothing of the engine.
 */
package org.pythonwasm.engine.internal.text;
