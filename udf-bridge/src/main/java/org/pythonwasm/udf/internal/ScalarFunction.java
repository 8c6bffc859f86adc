package org.pythonwasm.udf.internal;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A created function and its interpreters, one a session. Thread-safe.
 *
 * <p>Sessions are held weakly, interpreters softly: an interpreter goes when its session is closed or collected, when
 * the function is dropped, and when the Java heap runs short while it is idle. The next call then opens a new one.
 */
public final class ScalarFunction {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int RECENT = 16;

    private final CheckedFunction checked;
    private final SessionRules rules;
    private final ConcurrentMap<SessionSlot, SessionSlot> slots = new ConcurrentHashMap<>();
    /**
     * The sessions that called last, by hash, in front of the map: read without being written. A race costs a look-up.
     */
    private final SessionSlot[] recent = new SessionSlot[RECENT];

    public ScalarFunction(CheckedFunction checked, SessionRules rules) {
        this.checked = checked;
        this.rules = rules;
    }

    /** Where the session's next call writes its arguments. */
    public ScalarCall in(Object session) throws SQLException {
        int place = System.identityHashCode(session) & RECENT - 1;
        var slot = recent[place];
        if (slot == null || !slot.refersTo(session)) {
            slot = find(session);
            recent[place] = slot;
        }
        var call = slot.call();
        return (call != null && call.isUsable() ? call : open(slot, session)).begin();
    }

    private SessionSlot find(Object session) {
        var slot = slots.get(new SessionSlot.Key(session));
        return slot != null ? slot : add(session);
    }

    private SessionSlot add(Object session) {
        slots.keySet().removeIf(slot -> isOver(slot.get()));
        var slot = new SessionSlot(session);
        slots.put(slot, slot);
        var function = new WeakReference<>(this);
        CLEANER.register(session, () -> forget(function, slot));
        return slot;
    }

    private boolean isOver(Object session) {
        return session == null || rules.isClosed(session);
    }

    private static void forget(WeakReference<ScalarFunction> reference, SessionSlot slot) {
        var function = reference.get();
        if (function != null) {
            function.slots.remove(slot);
        }
        slot.clear();
    }

    private ScalarCall open(SessionSlot slot, Object session) throws SQLException {
        slot.setCall(null);
        var call = ScalarCall.open(checked, () -> rules.cancelled(slot.get()));
        slot.setCall(call);
        rules.opened(session, call);
        return call;
    }

    /** For tests: sessions that hold an interpreter now. */
    int interpreters() {
        return (int) slots.keySet().stream().filter(slot -> slot.call() != null).count();
    }
}
