package org.pythonwasm.udf.internal.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * The calls of one row each in one interpreter: counted without a lock, since one thread at a time makes them, and read by all threads.
 */
public final class SingleCalls extends WeakReference<Object> {
    private static final VarHandle CALLS;

    static {
        try {
            CALLS = MethodHandles.lookup().findVarHandle(SingleCalls.class, "calls", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long calls;

    /** @param interpreter without which nobody counts any more */
    SingleCalls(Object interpreter, ReferenceQueue<Object> ended) {
        super(interpreter, ended);
    }

    /** Counts a call; to be called by the thread that makes it. */
    public void called() {
        CALLS.setOpaque(this, calls + 1);
    }

    long sum() {
        return (long) CALLS.getOpaque(this);
    }
}
