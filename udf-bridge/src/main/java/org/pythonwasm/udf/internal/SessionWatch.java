package org.pythonwasm.udf.internal;

import java.lang.ref.WeakReference;

/**
 * Ends an interpreter with its session, also in the middle of a call: databases close sessions beside what runs in them. Interrupts
 * it where the session was asked to end its statement. Neither is kept alive by being watched.
 */
public final class SessionWatch implements Polling.Look {
    private final WeakReference<Object> session;
    private final WeakReference<FunctionInstance> call;
    private final SessionRules rules;

    private SessionWatch(Object session, FunctionInstance call, SessionRules rules) {
        this.session = new WeakReference<>(session);
        this.call = new WeakReference<>(call);
        this.rules = rules;
    }

    public static void begin(Object session, FunctionInstance call, SessionRules rules) {
        Polling.add(new SessionWatch(session, call, rules));
    }

    @Override
    public boolean isOver() {
        var open = session.get();
        var running = call.get();
        if (open == null || running == null) {
            return true;
        }
        if (rules.isClosed(open)) {
            running.end();
            return true;
        }
        if (rules.isCancelled(open)) {
            running.interrupt();
        }
        return false;
    }
}
