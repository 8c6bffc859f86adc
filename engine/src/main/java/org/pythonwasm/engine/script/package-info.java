/**
 * The JSR-223 script engine. Names the API of {@code org.pythonwasm.engine} only.
 */
package org.pythonwasm.engine.script;
