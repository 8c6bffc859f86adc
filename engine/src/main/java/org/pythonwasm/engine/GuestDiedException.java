package org.pythonwasm.engine;

import java.util.OptionalInt;

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

    /** Null where it did not end itself. */
    private final Integer exitStatus;

    /** For the engine. */
    public GuestDiedException(Reason reason, String message, Throwable cause) {
        this(reason, message, cause, null);
    }

    private GuestDiedException(Reason reason, String message, Throwable cause, Integer exitStatus) {
        super(message, cause);
        this.reason = reason;
        this.exitStatus = exitStatus;
    }

    /** For the engine: of a guest that ended itself with that status. */
    public static GuestDiedException ofExit(int status, Throwable cause) {
        return new GuestDiedException(Reason.EXIT, String.valueOf(cause.getMessage()), cause, status);
    }

    /** With which status it ended itself, see {@link Reason#EXIT}; empty for other reasons. */
    public OptionalInt exitStatus() {
        return exitStatus == null ? OptionalInt.empty() : OptionalInt.of(exitStatus);
    }

    /** Why it died. */
    public Reason reason() {
        return reason;
    }
}
