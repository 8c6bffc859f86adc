package org.pythonwasm.engine;

/**
 * The guest died: it trapped, was killed, overflowed the Java stack or ended itself. Its interpreter is discarded and must
 * be closed; the JVM and every other interpreter go on. (For a Python exception see {@link PythonException}.)
 */
public final class GuestDiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a guest died. */
    public enum Reason {
        /** It exceeded its wall time and ignored the {@code TimeoutError}. */
        TIMEOUT,
        /** {@link PythonInterpreter#interrupt()} or an interrupt of its thread, and it ignored the {@code KeyboardInterrupt}. */
        INTERRUPTED,
        /** The Java stack overflowed. */
        STACK_OVERFLOW,
        /** The Java heap was exhausted. */
        OUT_OF_MEMORY,
        /** It printed more than its limit allows. */
        OUTPUT,
        /** It ended itself. */
        EXIT,
        /** It did what WebAssembly forbids: a crash of the interpreter, contained. */
        TRAP
    }

    private final Reason reason;

    GuestDiedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
