/** What LangChain4j calls. May name {@code agents} and {@code engine}. */
package org.pythonwasm.agents.langchain4j;
