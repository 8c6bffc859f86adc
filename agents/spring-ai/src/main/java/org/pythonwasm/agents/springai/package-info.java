/**
 * What Spring AI calls. May name {@code agents}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.agents.springai;
