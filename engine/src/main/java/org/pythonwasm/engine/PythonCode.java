package org.pythonwasm.engine;

/**
 * A compiled script: run often, parsed once. Made by {@link PythonInterpreter#compile(String, String)}; belongs to that
 * interpreter, same thread rule, gone with its reset. Let go when closed or unreachable.
 */
public final class PythonCode implements AutoCloseable {
    private final PythonHandle script;

    PythonCode(PythonHandle script) {
        this.script = script;
    }

    PythonHandle script() {
        return script;
    }

    /** Runs it in the interpreter's globals and answers the value of its last statement if that is an expression. */
    public Object eval() {
        return script.session().value("execute", message -> message.script(this));
    }

    @Override
    public String toString() {
        return script.toString();
    }

    @Override
    public void close() {
        script.close();
    }
}
