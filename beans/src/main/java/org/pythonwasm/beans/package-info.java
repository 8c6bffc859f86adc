/** The script engine for applications whose scripts work with live Java objects. May name {@code engine} and {@code engine.script}. */
package org.pythonwasm.beans;
