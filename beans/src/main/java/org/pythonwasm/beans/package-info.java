/**
 * The script engine for applications whose scripts work with live Java objects. May name {@code engine} and {@code engine.script}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.beans;
