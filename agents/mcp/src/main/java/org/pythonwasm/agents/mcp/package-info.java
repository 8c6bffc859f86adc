/**
 * The server of the Model Context Protocol: its streams, tools and resources. May name {@code agents} and {@code engine}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.agents.mcp;
