package org.pythonwasm.engine;

/**
 * A compiled script, parsed once and run often. Made by {@link PythonInterpreter#compile(String, String)}; belongs to
 * that interpreter, has the same thread rule, and is gone after its reset. Released when it is closed or unreachable.
 * Implemented by the engine only.
 */
public interface PythonCode extends AutoCloseable {

    /**
     * Runs the script in the interpreter's globals and returns the value of its last statement if that is an
     * expression.
     */
    Object eval();

    /** Releases the script. A second call does nothing. */
    @Override
    void close();
}
