/** {@code python-wasm.jar}: the command line, and what makes a product of it: an SQL shell, a web console, the demo. */
package org.pythonwasm.app;
