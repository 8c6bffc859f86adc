package org.pythonwasm.engine.internal.thread;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.BooleanSupplier;

/**
 * A daemon thread that makes rounds while there is work for it, and ends a while after. A thread that waited for ever
 * would keep the class loader of an application that was stopped. Thread-safe.
 *
 * <p>A caller first makes its work visible to the condition and then calls {@link #require()}: either the ending thread
 * sees the work, or the caller sees that the thread has ended.
 */
public final class Rounds {
    private final String name;
    private final BooleanSupplier needed;
    private final Runnable rounds;
    private volatile boolean running;

    /**
     * @param needed whether there is work; called by the thread
     * @param rounds made by the thread; returns when there was no work for a while
     */
    public Rounds(String name, BooleanSupplier needed, Runnable rounds) {
        this.name = name;
        this.needed = needed;
        this.rounds = rounds;
    }

    /**
     * Makes sure that the thread runs until the condition no longer holds.
     *
     * @throws IllegalStateException if the process has no room for a thread
     */
    public void require() {
        if (!running) {
            start();
        }
    }

    private synchronized void start() {
        if (running) {
            return;
        }
        try {
            newThread().start();
        } catch (OutOfMemoryError e) {
            throw new IllegalStateException(
                    "the thread " + name + ", without which no limit holds, cannot be started: " + e.getMessage()
                            + "; let the process have more threads or memory",
                    e);
        }
        running = true;
    }

    /**
     * Creates a thread that keeps nothing of the caller: no class loader, no thread locals, no protection domains of
     * its stack.
     */
    @SuppressWarnings("removal")
    private Thread newThread() {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            var thread = new Thread(null, this::run, name, 0, false);
            thread.setContextClassLoader(null);
            thread.setDaemon(true);
            return thread;
        });
    }

    private void run() {
        // Links the classes that the end needs: a container loads no class for an application that it has stopped.
        isNeeded();
        do {
            rounds.run();
        } while (!ends());
    }

    private synchronized boolean ends() {
        running = false;
        running = isNeeded();
        return !running;
    }

    /** A full heap is no reason to end. */
    private boolean isNeeded() {
        try {
            return needed.getAsBoolean();
        } catch (Throwable e) {
            return true;
        }
    }
}
