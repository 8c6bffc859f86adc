package org.pythonwasm.engine;

/**
 * There is no room for the memory of an interpreter that opens, or of one that slept and is called: the bound of
 * {@link PythonRuntime.Builder#withTotalMemory} is reached, or the Java heap is full, by interpreters that run or are in use. Nothing is
 * lost: an interpreter that slept keeps its state, and the next call tries again.
 */
public final class NoRoomException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public NoRoomException(String message, Throwable cause) {
        super(message, cause);
    }
}
