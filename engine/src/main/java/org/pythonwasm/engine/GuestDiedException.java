package org.pythonwasm.engine;

import org.pythonwasm.engine.internal.GuestExit;

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

    private static final String LARGER_STACK = ": give it a larger one, 512 KiB or more (the last argument of Thread's "
            + "constructor; -Xss for all threads)";

    private final Reason reason;

    GuestDiedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What it means that a call into a guest ended so. */
    static GuestDiedException of(Throwable end) {
        if (end instanceof StackOverflowError) {
            return new GuestDiedException(Reason.STACK_OVERFLOW,
                    "recursion was too deep for the Java stack of this thread" + LARGER_STACK, null);
        }
        if (end instanceof OutOfMemoryError) {
            return new GuestDiedException(Reason.OUT_OF_MEMORY, "the Java heap is exhausted", end);
        }
        Reason reason = end instanceof LimitExceeded limit ? limit.reason()
                : end instanceof GuestExit ? Reason.EXIT : Reason.TRAP;
        return new GuestDiedException(reason, String.valueOf(end.getMessage()), end);
    }

    /** It had no room for an answer, not even for a RecursionError's. */
    static GuestDiedException ofSmallStack() {
        return new GuestDiedException(Reason.STACK_OVERFLOW,
                "the Java stack of this thread has no room left for Python" + LARGER_STACK, null);
    }

    public Reason reason() {
        return reason;
    }
}
