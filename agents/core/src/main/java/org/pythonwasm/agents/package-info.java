/** Code that a model wrote, run with a state, files and limits for each conversation. May name {@code engine}. */
package org.pythonwasm.agents;
