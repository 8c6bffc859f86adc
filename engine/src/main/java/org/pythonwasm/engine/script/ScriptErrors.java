package org.pythonwasm.engine.script;

import javax.script.ScriptException;
import org.pythonwasm.engine.PythonException;

/** Converts the engine's exceptions to those of javax.script. */
final class ScriptErrors {
    private ScriptErrors() {}

    static ScriptException of(RuntimeException cause, String fileName) {
        var exception = cause instanceof PythonException python
                ? new ScriptException(text(python), fileName, python.line(), python.column())
                : new ScriptException(cause.getMessage());
        exception.initCause(cause);
        return exception;
    }

    /** The traceback, which ends with the name of the class where a limit was met: the engine says which limit. */
    private static String text(PythonException python) {
        String traceback = python.traceback().strip();
        boolean isOfLimit = python.pythonMessage().isEmpty() && traceback.endsWith(python.typeName());
        return isOfLimit
                ? traceback + python.getMessage().substring(python.typeName().length())
                : traceback;
    }

    /**
     * Returns whether there was nothing to call, or nothing that takes such arguments: Python detects this before it
     * runs a line of a script.
     */
    static boolean isNoSuchMethod(ScriptException e) {
        return e.getCause() instanceof PythonException python
                && (python.isUnknownFunction() || python.typeName().equals("TypeError") && python.line() < 0);
    }

    static NoSuchMethodException noSuchMethod(String name, ScriptException e) {
        var exception = new NoSuchMethodException(name + ": " + ((PythonException) e.getCause()).pythonMessage());
        exception.initCause(e.getCause());
        return exception;
    }
}
