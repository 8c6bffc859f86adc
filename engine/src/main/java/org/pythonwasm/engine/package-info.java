/**
 * The API: open a {@link org.pythonwasm.engine.PythonRuntime}, and interpreters from it.
 *
 * <p>Two floors in one package. The values (limits, exceptions, interfaces, records) name no other part of the engine
 * but a description of errors, and every room may name them. The facades (PythonRuntime, PythonInterpreter,
 * InterpreterPool, PythonScope) may name every room, and only applications and the script engine name them.
 */
package org.pythonwasm.engine;
