package org.pythonwasm.engine;

/**
 * A module of the user's, see {@link PythonModule}, cannot be used: it is no Python, something that it needs is missing, or it
 * did not start. The message is one sentence that says what was found and what was expected.
 */
public final class PythonModuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PythonModuleException(String message) {
        super(message);
    }

    public PythonModuleException(String message, Throwable cause) {
        super(message, cause);
    }
}
