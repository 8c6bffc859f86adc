/** The server of the Model Context Protocol: its streams, tools and resources. May name {@code agents} and {@code engine}. */
package org.pythonwasm.agents.mcp;
