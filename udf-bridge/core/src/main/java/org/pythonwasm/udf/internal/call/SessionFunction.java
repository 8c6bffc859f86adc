package org.pythonwasm.udf.internal.call;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.pythonwasm.udf.internal.codec.Codecs;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.define.FunctionErrors;
import org.pythonwasm.udf.internal.metrics.CallCounts;
import org.pythonwasm.udf.internal.session.Cancellation;
import org.pythonwasm.udf.spi.DatabaseSessions;

/**
 * A created function and its interpreters, one per session. Thread-safe.
 *
 * <p>Sessions are held weakly: an interpreter is released when its session is closed or collected, and when the function is
 * dropped. One that is idle sleeps, and keeps its state.
 *
 * @param <C> the kind of its calls
 */
public final class SessionFunction<C extends FunctionInstance> {
    private static final int RECENT = 16;

    private final CheckedFunction checked;
    private final DatabaseSessions rules;
    private final Codecs codecs;
    private final CallCounts counts;
    private final FunctionImage image;
    private final FunctionInstance.Maker<C> maker;
    private final ConcurrentMap<SessionSlot<C>, SessionSlot<C>> slots = new ConcurrentHashMap<>();
    /**
     * The sessions that called last, by hash, in front of the map: read without being written. A race costs one
     * look-up.
     */
    @SuppressWarnings("unchecked") // an array cannot be made of a generic type
    private final SessionSlot<C>[] recent = (SessionSlot<C>[]) new SessionSlot<?>[RECENT];

    private SessionFunction(
            CheckedFunction checked, DatabaseSessions rules, Codecs codecs, FunctionInstance.Maker<C> maker) {
        this.checked = checked;
        this.rules = rules;
        this.codecs = codecs;
        this.counts = new CallCounts(checked.definition());
        this.maker = maker;
        this.image = new FunctionImage(checked);
    }

    public static SessionFunction<ScalarCall> scalar(CheckedFunction checked, DatabaseSessions rules, Codecs codecs) {
        return new SessionFunction<>(checked, rules, codecs, ScalarCall::new);
    }

    public static SessionFunction<AggregateCall> aggregate(
            CheckedFunction checked, DatabaseSessions rules, Codecs codecs) {
        return new SessionFunction<>(checked, rules, codecs, AggregateCall::new);
    }

    public static SessionFunction<TableCall> table(CheckedFunction checked, DatabaseSessions rules, Codecs codecs) {
        return new SessionFunction<>(checked, rules, codecs, TableCall::new);
    }

    public CheckedFunction checked() {
        return checked;
    }

    public CallCounts counts() {
        return counts;
    }

    /** Returns the function in a session, without arguments so far. */
    public C in(Object session) throws SQLException {
        return in(session, () -> rules.isCancelled(session));
    }

    /** @param cancelled whether the statement is to end: when an interpreter is opened, its body may take long */
    public C in(Object session, BooleanSupplier cancelled) throws SQLException {
        int place = System.identityHashCode(session) & RECENT - 1;
        var known = recent[place];
        var slot = known != null && known.refersTo(session) ? known : find(session);
        if (slot != known) {
            recent[place] = slot;
        }
        var call = slot.call();
        var usable = call != null && call.isUsable() ? call : Cancellation.when(cancelled, () -> open(slot, session));
        usable.begin();
        return usable;
    }

    /** Returns whether what a session has can be called again; if so, it is without arguments. */
    public static boolean beginsAgain(FunctionInstance known) throws SQLException {
        if (!known.isUsable()) {
            return false;
        }
        known.begin();
        return true;
    }

    private SessionSlot<C> find(Object session) {
        var slot = slots.get(new SessionSlot.Key(session));
        return slot != null ? slot : add(session);
    }

    private SessionSlot<C> add(Object session) {
        slots.keySet().removeIf(slot -> isOver(slot.get()));
        var slot = new SessionSlot<C>(session);
        slots.put(slot, slot);
        return slot;
    }

    private boolean isOver(Object session) {
        return session == null || rules.isClosed(session);
    }

    private C open(SessionSlot<C> slot, Object session) throws SQLException {
        var dead = slot.call();
        slot.setCall(null);
        if (dead != null) {
            dead.discard();
        }
        if (rules.isClosed(session)) {
            throw new FunctionErrors(checked.definition()).closed();
        }
        var call = FunctionInstance.open(
                session, image, checked, codecs, counts, maker, () -> rules.cancelled(slot.get()));
        slot.setCall(call);
        rules.opened(session, call);
        return call;
    }
}
