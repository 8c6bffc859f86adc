/**
 * Code that a model wrote, run with a state, files and limits for each conversation. May name {@code engine}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.agents;
