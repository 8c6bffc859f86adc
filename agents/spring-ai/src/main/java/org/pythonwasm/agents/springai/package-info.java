/** What Spring AI calls. May name {@code agents}. */
package org.pythonwasm.agents.springai;
