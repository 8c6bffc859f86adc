/**
 * The API: a {@link org.pythonwasm.engine.PythonRuntime}, and the interpreters that it opens.
 *
 * <p>Two floors in one package. The values (limits, exceptions, interfaces, records) name no other part of the engine
 * except a description of errors, and every room may name them. The facades (PythonRuntime, Packages, PythonInterpreter,
 * InterpreterPool, SharedInterpreters, PythonScope) may name every room; only applications and the script engine name them.
 *
 * @since 0.2.0
 */
package org.pythonwasm.engine;
