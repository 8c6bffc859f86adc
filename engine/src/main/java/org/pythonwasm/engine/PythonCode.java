package org.pythonwasm.engine;

/**
 * A compiled script: run often, parsed once. Made by {@link PythonInterpreter#compile(String, String)}; belongs to that
 * interpreter, same thread rule, gone with its reset. Let go when closed or unreachable. The engine implements it, nobody else.
 */
public interface PythonCode extends AutoCloseable {

    /** Runs it in the interpreter's globals and returns the value of its last statement if that is an expression. */
    Object eval();

    /** Lets the script go. Does nothing the second time. */
    @Override
    void close();
}
