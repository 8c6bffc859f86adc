package org.pythonwasm.engine.internal.guest;

import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.internal.wire.LimitExceededException;
import org.pythonwasm.machine.memory.GuestExit;

/** The reasons of guests' deaths. Stateless. */
final class Deaths {
    private static final String LARGER_STACK = ": give it a larger one, 512 KiB or more (the last argument of Thread's "
            + "constructor; -Xss for all threads)";

    private Deaths() {}

    /** Returns the reason for a call into a guest that ended with that exception. */
    static GuestDiedException of(Throwable end) {
        if (end instanceof StackOverflowError) {
            return new GuestDiedException(
                    Reason.STACK_OVERFLOW,
                    "recursion was too deep for the Java stack of this thread" + LARGER_STACK,
                    null);
        }
        if (end instanceof OutOfMemoryError) {
            return new GuestDiedException(Reason.OUT_OF_MEMORY, "the Java heap is exhausted", end);
        }
        if (end instanceof GuestExit exit) {
            return GuestDiedException.ofExit(exit.status(), end);
        }
        Reason reason = end instanceof LimitExceededException limit ? limit.reason() : Reason.TRAP;
        return new GuestDiedException(reason, String.valueOf(end.getMessage()), end);
    }

    /** There was no room to begin in. */
    static GuestDiedException ofFullHeap(OutOfMemoryError e) {
        return new GuestDiedException(
                Reason.OUT_OF_MEMORY,
                "the Java heap has no room for an interpreter: enlarge it (-Xmx) or have fewer open",
                e);
    }

    /** It had no room for a reply, not even for a RecursionError's. */
    static GuestDiedException ofSmallStack() {
        return new GuestDiedException(
                Reason.STACK_OVERFLOW,
                "the Java stack of this thread has no room left for Python" + LARGER_STACK,
                null);
    }
}
