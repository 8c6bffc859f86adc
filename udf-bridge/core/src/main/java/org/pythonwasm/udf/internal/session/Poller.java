package org.pythonwasm.udf.internal.session;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.pythonwasm.engine.internal.thread.Rounds;

/**
 * A daemon thread that checks, fifty times per second, flags and deadlines whose change nobody announces. It ends when
 * there has been nothing to check for a second; otherwise it would keep the class loader of an application that was
 * stopped. Thread-safe.
 */
public final class Poller {
    private static final System.Logger LOG = System.getLogger("org.pythonwasm.udf");
    private static final long PERIOD_NANOS = 20_000_000L;
    private static final Set<Look> LOOKS = ConcurrentHashMap.newKeySet();

    private static final int IDLE_ROUNDS = 50;
    private static final Rounds ROUNDS = new Rounds("python-wasm-cancel", () -> !LOOKS.isEmpty(), Poller::run);

    private Poller() {}

    /** Checks, and acts on the result; must neither block nor throw. */
    public interface Look {
        /** Returns whether there is nothing left to check. */
        boolean isOver();
    }

    public static void add(Look look) {
        LOOKS.add(look);
        try {
            ROUNDS.require();
        } catch (RuntimeException | Error e) {
            LOOKS.remove(look);
            throw e;
        }
    }

    public static void remove(Look look) {
        LOOKS.remove(look);
    }

    private static void run() {
        for (int idle = 0; idle < IDLE_ROUNDS; idle++) {
            LockSupport.parkNanos(PERIOD_NANOS);
            LOOKS.removeIf(Poller::isOver);
            if (!LOOKS.isEmpty()) {
                idle = 0;
            }
        }
    }

    /** A failing check must not stop the others; if only memory was short, it is repeated. */
    private static boolean isOver(Look look) {
        try {
            return look.isOver();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "whether a statement was cancelled cannot be seen", e);
            return true;
        } catch (VirtualMachineError noRoom) {
            return false;
        }
    }
}
