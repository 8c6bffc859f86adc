package org.pythonwasm.engine;


/**
 * The guest died: it trapped, was killed, overflowed the Java stack or ended itself. Its interpreter is discarded and must
 * be closed; the JVM and every other interpreter go on. (For a Python exception see {@link PythonException}.)
 */
public final class GuestDiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a guest died. */
    public enum Reason {
        /** It exceeded its wall or CPU time, and ignored the {@code TimeoutError} or was where none can be raised. */
        TIMEOUT,
        /** {@link PythonInterpreter#interrupt()} or an interrupt of its thread, and as for {@link #TIMEOUT}; or it was closed. */
        INTERRUPTED,
        /** The Java stack overflowed. */
        STACK_OVERFLOW,
        /** The Java heap was exhausted. */
        OUT_OF_MEMORY,
        /** It printed more than its limit allows. */
        OUTPUT,
        /** It sent the host a larger value, or more handles, than its limits allow. */
        VALUE,
        /** It ended itself. */
        EXIT,
        /** It did what WebAssembly forbids: a crash of the interpreter, contained. */
        TRAP
    }

    private final Reason reason;

    /** For the engine. */
    public GuestDiedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Why it died. */
    public Reason reason() {
        return reason;
    }
}
