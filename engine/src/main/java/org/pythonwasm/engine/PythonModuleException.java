package org.pythonwasm.engine;

/**
 * A custom module ({@link PythonModule}) cannot be used: it is no Python, something that it needs is missing, or it did
 * not start. The message is one sentence that states what was found and what was expected.
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

    /** Called by the engine only: the module begins with more memory than an interpreter may have. */
    public static PythonModuleException ofMemoryLimit(String message) {
        return new PythonModuleException(message, null, true);
    }

    /** Returns whether the module begins with more memory than {@link Limits#memoryBytes()} allows. */
    public boolean isMemoryLimit() {
        return memoryLimit;
    }
}
