package org.pythonwasm.engine;

/**
 * A package cannot be used: its wheel is damaged, is not what the lock says, has native code, or something that it requires is
 * missing. The message states what was found and what was expected, of the first wheel that is at fault, or of all requirements that
 * are not met.
 */
public final class PythonPackageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PythonPackageException(String message) {
        super(message);
    }

    public PythonPackageException(String message, Throwable cause) {
        super(message, cause);
    }
}
