package org.pythonwasm.udf.internal.session;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.pythonwasm.udf.spi.DatabaseSessions;
import org.pythonwasm.udf.spi.Interruptible;

/**
 * Ends the interpreters of a session with it, even during a call: databases close sessions while something runs in them, and
 * drop them without notice. Interrupts them if the session was asked to end its statement. Watching keeps neither the session
 * nor its interpreters alive. A session has one watch however many functions it uses, so that each is looked at once per round.
 */
public final class SessionWatch implements Poller.Look {
    private static final int GRACE_LOOKS = 50;
    private static final int LOOKS_UNTIL_TIDYING = 50;
    /** Of sessions, which have no equality of their own, and other objects that represent one. */
    private static final Map<Object, SessionWatch> WATCHES = new WeakHashMap<>();

    private final WeakReference<Object> session;
    private final DatabaseSessions rules;
    private final List<WeakReference<Interruptible>> calls = new ArrayList<>();
    private boolean over;
    /** The number of checks; used by the polling thread only, as is the next. */
    private int looks;

    private int looksSinceClosing;

    private SessionWatch(Object session, DatabaseSessions rules) {
        this.session = new WeakReference<>(session);
        this.rules = rules;
    }

    public static void begin(Object session, Interruptible call, DatabaseSessions rules) {
        SessionWatch started = null;
        synchronized (WATCHES) {
            var watch = WATCHES.get(session);
            if (watch == null || !watch.add(call)) {
                started = new SessionWatch(session, rules);
                started.add(call);
                WATCHES.put(session, started);
            }
        }
        if (started != null) {
            start(started, session);
        }
    }

    private static void start(SessionWatch watch, Object session) {
        try {
            Poller.add(watch);
        } catch (RuntimeException | Error e) {
            watch.end();
            synchronized (WATCHES) {
                WATCHES.remove(session, watch);
            }
            throw e;
        }
    }

    /** Returns false, with nothing done, if nobody looks any more. */
    private synchronized boolean add(Interruptible call) {
        return !over && calls.add(new WeakReference<>(call));
    }

    @Override
    public boolean isOver() {
        var open = session.get();
        if (open == null) {
            return endAll();
        }
        if (rules.isClosed(open)) {
            return isOverAfterClosing();
        }
        if (rules.isCancelled(open)) {
            each(Interruptible::interrupt);
        }
        return ++looks % LOOKS_UNTIL_TIDYING == 0 && hasNone();
    }

    /**
     * The calling thread may be between two steps in which it does not learn that the memory is gone: it gets time to
     * leave.
     */
    private boolean isOverAfterClosing() {
        if (looksSinceClosing++ < GRACE_LOOKS) {
            each(Interruptible::leave);
            return false;
        }
        return endAll();
    }

    /** If memory is short, the next look goes on. */
    private boolean endAll() {
        end();
        each(Interruptible::end);
        return true;
    }

    private synchronized void end() {
        over = true;
    }

    /** The list is not held meanwhile, since it may take long; a failure of one does not stop the others. */
    private void each(Consumer<Interruptible> action) {
        RuntimeException failure = null;
        for (var call : living()) {
            try {
                action.accept(call);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized List<Interruptible> living() {
        return calls.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
    }

    private synchronized boolean hasNone() {
        calls.removeIf(call -> call.get() == null);
        over = calls.isEmpty();
        return over;
    }
}
