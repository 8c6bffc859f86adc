package org.pythonwasm.engine;

/**
 * A module of the user's, see {@link PythonModule}, cannot be used: it is no Python, something that it needs is missing, or it
 * did not start. The message is one sentence that says what was found and what was expected.
 */
public final class PythonModuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean memoryLimit;

    public PythonModuleException(String message) {
        this(message, null);
    }

    public PythonModuleException(String message, Throwable cause) {
        this(message, cause, false);
    }

    private PythonModuleException(String message, Throwable cause, boolean memoryLimit) {
        super(message, cause);
        this.memoryLimit = memoryLimit;
    }

    /** For the engine: the module begins with more memory than an interpreter may have. */
    public static PythonModuleException ofMemoryLimit(String message) {
        return new PythonModuleException(message, null, true);
    }

    /** Whether the module begins with more memory than {@link Limits#memoryBytes()} allows. */
    public boolean isMemoryLimit() {
        return memoryLimit;
    }
}
