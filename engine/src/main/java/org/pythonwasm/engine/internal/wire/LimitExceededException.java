package org.pythonwasm.engine.internal.wire;

import org.pythonwasm.engine.GuestDiedException.Reason;

/** Ends a guest that sends the host more than its {@code Limits} allow. */
public final class LimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public LimitExceededException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
