package org.pythonwasm.udf.internal;

import java.util.concurrent.atomic.LongAdder;

/** What a function did since it was created or its database was opened, over all sessions. Thread-safe. */
public final class CallCounts {
    private final LongAdder calls = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder guestCalls = new LongAdder();

    /** @param rows that one guest call answered, or failed for */
    void called(int rows) {
        calls.add(rows);
        guestCalls.increment();
    }

    void failed() {
        errors.increment();
    }

    /** Rows for which the function was called; a NULL that a strict function answers without Python counts as well. */
    public long calls() {
        return calls.sum();
    }

    /** Calls that ended with an error. */
    public long errors() {
        return errors.sum();
    }

    /** Ways into the guest; with batches fewer than {@link #calls()}. */
    public long guestCalls() {
        return guestCalls.sum();
    }
}
