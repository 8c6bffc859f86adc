/**
 * What LangChain4j calls. May name {@code agents} and {@code engine}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.agents.langchain4j;
