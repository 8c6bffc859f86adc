package org.pythonwasm.engine.internal.guest;

import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.internal.error.PythonError;

/** Turns the error reports of a guest into exceptions of one session. */
final class RaisedErrors {
    private final Session session;

    RaisedErrors(Session session) {
        this.session = session;
    }

    /** @param row of a batch, or -1 */
    PythonException exception(PythonError error, int row) {
        var exception = new PythonException(
                error,
                message(error),
                session.call().wasInterrupted(),
                isOfMemory(error) && !session.guest().heapWasFull(),
                row,
                cause(error, row));
        error.group().forEach(member -> exception.addSuppressed(exception(member, -1)));
        session.references().keepRaised(exception, error.raised());
        return exception;
    }

    /** Detects a MemoryError without a message: CPython adds none when memory runs out. */
    private static boolean isOfMemory(PythonError error) {
        return error.type().equals("MemoryError") && error.message().isEmpty();
    }

    private String message(PythonError error) {
        if (isOfMemory(error)) {
            long limit = session.limits().memoryBytes();
            return session.guest().heapWasFull()
                    ? "MemoryError: the Java heap is full, below the interpreter's limit of " + limit
                            + " bytes; enlarge it (-Xmx), or have fewer or smaller interpreters"
                    : "MemoryError: the interpreter's limit is " + limit + " bytes (Limits.memoryBytes)";
        }
        if (isOfTime(error)) {
            return "TimeoutError: the limit of a call is " + session.call().exhausted() + " (Limits)";
        }
        return error.message().isEmpty() ? error.type() : error.type() + ": " + error.message();
    }

    /** Detects the TimeoutError that the host had the guest raise; it has no message. */
    private boolean isOfTime(PythonError error) {
        return error.type().equals("TimeoutError")
                && error.message().isEmpty()
                && session.call().wasInterrupted()
                && session.call().interruption() == Reason.TIMEOUT;
    }

    private Throwable cause(PythonError error, int row) {
        Throwable java = error.thrown() >= 0 ? session.references().thrown(error.thrown()) : null;
        if (java != null) {
            return java;
        }
        boolean stream = error.type().equals("OSError") && session.channel().streamFailure() != null;
        return stream
                ? session.channel().streamFailure()
                : error.cause() == null ? null : exception(error.cause(), row);
    }
}
