/**
 * The JSR-223 script engine. Names the API of {@code org.pythonwasm.engine} only.
 *
 * @since 0.2.0
 */
package org.pythonwasm.engine.script;
