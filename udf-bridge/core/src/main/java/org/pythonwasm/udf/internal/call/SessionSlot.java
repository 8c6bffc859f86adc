package org.pythonwasm.udf.internal.call;

import java.lang.ref.WeakReference;

/** One session's place in a function; equal to itself only, and found by a {@link Key} of the same session. */
final class SessionSlot<C extends FunctionInstance> extends WeakReference<Object> {
    private final int hash;
    private C call;

    SessionSlot(Object session) {
        super(session);
        this.hash = System.identityHashCode(session);
    }

    /** Returns null if none was opened. */
    C call() {
        return call;
    }

    void setCall(C newCall) {
        call = newCall;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    /** Looks up a slot without creating a reference object. */
    record Key(Object session) {
        @Override
        public int hashCode() {
            return System.identityHashCode(session);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SessionSlot<?> slot ? slot.refersTo(session) : other == this;
        }
    }
}
