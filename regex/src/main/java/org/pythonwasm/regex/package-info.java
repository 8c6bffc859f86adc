/**
 * Regular expressions of the guest as JVM classes: reads the code that {@code re} makes for {@code _sre}, checks it as a class file
 * is checked, and writes a class that matches as that machine does. May name {@code machine.memory} only.
 */
package org.pythonwasm.regex;
