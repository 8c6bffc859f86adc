/**
 * The command {@code python-wasm}: Python in the sandbox from a shell, and a server for agents.
 *
 * @since 0.2.0
 */
package org.pythonwasm.cli;
