package org.pythonwasm.udf.internal.session;

import java.lang.ref.WeakReference;
import org.pythonwasm.udf.spi.DatabaseSessions;
import org.pythonwasm.udf.spi.Interruptible;

/**
 * Ends an interpreter with its session, even during a call: databases close sessions while something runs in them, and
 * drop them without notice. Interrupts the interpreter if the session was asked to end its statement. Watching keeps
 * neither of them alive.
 */
public final class SessionWatch implements Poller.Look {
    private static final int GRACE_LOOKS = 50;

    private final WeakReference<Object> session;
    private final WeakReference<Interruptible> call;
    private final DatabaseSessions rules;
    /** The number of checks since the session was closed; used by the polling thread only. */
    private int looks;

    private SessionWatch(Object session, Interruptible call, DatabaseSessions rules) {
        this.session = new WeakReference<>(session);
        this.call = new WeakReference<>(call);
        this.rules = rules;
    }

    public static void begin(Object session, Interruptible call, DatabaseSessions rules) {
        Poller.add(new SessionWatch(session, call, rules));
    }

    @Override
    public boolean isOver() {
        var open = session.get();
        var running = call.get();
        if (running == null) {
            return true;
        }
        if (open == null) {
            running.end();
            return true;
        }
        if (rules.isClosed(open)) {
            return isOverAfterClosing(running);
        }
        if (rules.isCancelled(open)) {
            running.interrupt();
        }
        return false;
    }

    /**
     * The calling thread may be between two steps in which it does not learn that the memory is gone: it gets time to
     * leave.
     */
    private boolean isOverAfterClosing(Interruptible running) {
        if (looks++ < GRACE_LOOKS) {
            running.leave();
            return false;
        }
        running.end();
        return true;
    }
}
