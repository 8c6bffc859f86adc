package org.pythonwasm.udf.internal;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pythonwasm.engine.PythonInterpreter;

/**
 * What lies in a guest for Java objects that a database may drop without a word, such as the groups of a query that was
 * abandoned. Unlike a {@link java.lang.ref.Cleaner} it releases in the one thread that uses the interpreter.
 */
final class Orphans {
    private final PythonInterpreter python;
    private final long limit;
    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    private final Set<Orphan> watched = new HashSet<>();
    private long collectAt;
    private int taken;
    /** How many may be taken before the next collection, and how many it took to fill half of the memory. */
    private int room = Integer.MAX_VALUE;
    private int mostRoom;

    /** @param limit of the interpreter's memory, in bytes */
    Orphans(PythonInterpreter python, long limit) {
        this.python = python;
        this.limit = limit;
        this.collectAt = limit / 2;
    }

    private static final class Orphan extends PhantomReference<Object> {
        private final Runnable release;

        Orphan(Object owner, ReferenceQueue<Object> queue, Runnable release) {
            super(owner, queue);
            this.release = release;
        }
    }

    /** @param release runs when the owner is gone; must not hold it */
    void watch(Object owner, Runnable release) {
        watched.add(new Orphan(owner, queue, release));
    }

    /** Releases for the owners that are gone. */
    void release() {
        for (var orphan = queue.poll(); orphan != null; orphan = queue.poll()) {
            release((Orphan) orphan);
        }
    }

    private void release(Orphan orphan) {
        if (watched.remove(orphan)) {
            orphan.release.run();
        }
    }

    /**
     * Whether the guest is short of memory before it takes one thing more. What Java holds of it is small, so that Java's collector
     * sees no reason to run: it has to be asked. The next time comes when half of the rest is taken, or, since the memory of a
     * guest that does not say what is in use never shrinks, after as many things as have filled it before.
     */
    boolean isMemoryShort() {
        return ++taken > room || python.memoryInUse() > collectAt;
    }

    /**
     * Asks Java for a collection and releases. What is gone is asked of the references themselves: to the queue they come when a
     * thread of the JVM finds time, on a busy machine too late.
     */
    void collect() {
        chooseRoom();
        System.gc();
        for (var orphan : List.copyOf(watched)) {
            if (orphan.refersTo(null)) {
                release(orphan);
            }
        }
        long inUse = python.memoryInUse();
        collectAt = inUse + (limit - inUse) / 2;
    }

    private void chooseRoom() {
        if (mostRoom == 0) {
            mostRoom = taken;
            room = taken;
        } else {
            boolean grew = python.memoryInUse() > collectAt;
            room = grew ? Math.max(1, taken / 2) : Math.min(2 * room, mostRoom);
        }
        taken = 0;
    }

    /** How many owners are still there, or not yet released. */
    int size() {
        return watched.size();
    }
}
