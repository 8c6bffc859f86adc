package org.pythonwasm.udf.h2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import org.h2.command.Command;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.pythonwasm.udf.internal.FunctionInstance;
import org.pythonwasm.udf.internal.SessionRules;

/**
 * Ends Python where H2 was asked to end a statement. {@code Statement.cancel} and the query timeout only set a flag
 * that H2 looks at between rows; one daemon thread looks at the flags of the sessions that have interpreters, fifty
 * times a second.
 */
final class H2Sessions implements SessionRules {
    static final H2Sessions INSTANCE = new H2Sessions();

    private static final long PERIOD_NANOS = 20_000_000L;
    private static final VarHandle CANCEL = handle(Command.class, "cancel", boolean.class);
    private static final VarHandle DEADLINE = handle(SessionLocal.class, "cancelAtNs", long.class);

    private final ConcurrentMap<Watched, Boolean> watched = new ConcurrentHashMap<>();
    private boolean started;

    private H2Sessions() {
    }

    /** H2 has no public way to ask whether a statement was cancelled. */
    private static VarHandle handle(Class<?> owner, String field, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, field, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this H2 is not of version 2.5, which the bridge supports", e);
        }
    }

    /** Neither is kept alive by being watched. */
    private record Watched(WeakReference<Session> session, WeakReference<FunctionInstance> call) {
    }

    @Override
    public boolean isClosed(Object session) {
        return ((Session) session).isClosed();
    }

    @Override
    public void opened(Object session, FunctionInstance call) {
        watched.put(new Watched(new WeakReference<>((Session) session), new WeakReference<>(call)), true);
        start();
    }

    private synchronized void start() {
        if (!started) {
            started = true;
            var thread = new Thread(this::run, "python-wasm-h2-cancel");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        while (true) {
            LockSupport.parkNanos(PERIOD_NANOS);
            watched.keySet().removeIf(H2Sessions::look);
        }
    }

    /** Answers whether there is nothing left to watch. */
    private static boolean look(Watched watched) {
        var session = watched.session().get();
        var call = watched.call().get();
        if (session == null || call == null || session.isClosed()) {
            return true;
        }
        if (session instanceof SessionLocal local && isCancelled(local)) {
            call.interrupt();
        }
        return false;
    }

    /** H2 clears its flags when it throws by itself; left set, they would end the next statement. */
    @Override
    public void cancelled(Object session) {
        if (session instanceof SessionLocal local) {
            if (isOverdue(local)) {
                DEADLINE.setVolatile(local, 0L);
            }
            var command = local.getCurrentCommand();
            if (command != null) {
                CANCEL.setVolatile(command, false);
            }
        }
    }

    private static boolean isOverdue(SessionLocal session) {
        long deadline = session.getCancel();
        return deadline != 0 && System.nanoTime() - deadline >= 0;
    }

    private static boolean isCancelled(SessionLocal session) {
        if (isOverdue(session)) {
            return true;
        }
        var command = session.getCurrentCommand();
        return command != null && (boolean) CANCEL.getVolatile(command);
    }
}
