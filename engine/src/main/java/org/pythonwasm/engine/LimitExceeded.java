package org.pythonwasm.engine;

import org.pythonwasm.engine.GuestDiedException.Reason;

/** Ends a guest that sends the host more than its {@link Limits} allow. */
final class LimitExceeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    LimitExceeded(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
