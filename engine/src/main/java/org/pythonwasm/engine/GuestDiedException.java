package org.pythonwasm.engine;

import java.util.OptionalInt;

/**
 * The guest died: it trapped, was killed, overflowed the Java stack or ended itself. Its interpreter is discarded and
 * must be closed; the JVM and every other interpreter continue. (For a Python exception see {@link PythonException}.)
 */
public final class GuestDiedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason of a guest's death. */
    public enum Reason {
        /**
         * It exceeded its wall or CPU time, and ignored the {@code TimeoutError}, or was in an operation in which none
         * can be raised.
         */
        TIMEOUT,
        /**
         * It was ended by {@link PythonInterpreter#interrupt()} or an interrupt of its thread, and as for
         * {@link #TIMEOUT}; or it was closed.
         */
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
        /** It violated the rules of WebAssembly: a crash of the interpreter, contained. */
        TRAP
    }

    private final Reason reason;

    /** Null if it did not end itself. */
    private final Integer exitStatus;

    /** Called by the engine only. */
    public GuestDiedException(Reason reason, String message, Throwable cause) {
        this(reason, message, cause, null);
    }

    private GuestDiedException(Reason reason, String message, Throwable cause, Integer exitStatus) {
        super(message, cause);
        this.reason = reason;
        this.exitStatus = exitStatus;
    }

    /** Called by the engine only, for a guest that ended itself with that status. */
    public static GuestDiedException ofExit(int status, Throwable cause) {
        return new GuestDiedException(Reason.EXIT, String.valueOf(cause.getMessage()), cause, status);
    }

    /** Returns the status with which the guest ended itself, see {@link Reason#EXIT}; empty for other reasons. */
    public OptionalInt exitStatus() {
        return exitStatus == null ? OptionalInt.empty() : OptionalInt.of(exitStatus);
    }

    /** Returns the reason of the death. */
    public Reason reason() {
        return reason;
    }
}
