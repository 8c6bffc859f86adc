package org.pythonwasm.udf.internal;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One daemon thread that looks, fifty times a second, at flags and deadlines whose change nobody announces. Thread-safe.
 */
public final class Polling {
    private static final System.Logger LOG = System.getLogger("org.pythonwasm.udf");
    private static final long PERIOD_NANOS = 20_000_000L;
    private static final Set<Look> LOOKS = ConcurrentHashMap.newKeySet();

    static {
        var thread = new Thread(Polling::run, "python-wasm-cancel");
        thread.setDaemon(true);
        thread.start();
    }

    private Polling() {
    }

    /** Looks, and acts on what it sees; must neither block nor throw. */
    public interface Look {
        /** Answers whether there is nothing left to look at. */
        boolean isOver();
    }

    public static void add(Look look) {
        LOOKS.add(look);
    }

    public static void remove(Look look) {
        LOOKS.remove(look);
    }

    private static void run() {
        while (true) {
            LockSupport.parkNanos(PERIOD_NANOS);
            LOOKS.removeIf(Polling::isOver);
        }
    }

    /** One that fails must not keep the others from being looked at. */
    private static boolean isOver(Look look) {
        try {
            return look.isOver();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "whether a statement was cancelled cannot be seen", e);
            return true;
        }
    }
}
