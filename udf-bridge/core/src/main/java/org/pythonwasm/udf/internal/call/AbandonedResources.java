package org.pythonwasm.udf.internal.call;

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
final class AbandonedResources {
    private static final int LEAST_ROOM = 8;

    private final PythonInterpreter python;
    private final long limit;
    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    private final Set<Orphan> watched = new HashSet<>();
    private final boolean silent;
    private long collectAt;
    private long taken;
    /** How many may be taken before the next collection, and how many when memory grew the last time. */
    private long room = Long.MAX_VALUE;
    private long roomWhenItGrew;

    /** @param limit of the interpreter's memory, in bytes */
    AbandonedResources(PythonInterpreter python, long limit) {
        this.python = python;
        this.limit = limit;
        this.silent = python.memoryInUse() == python.memoryBytes();
        setNext();
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
     * sees no reason to run: it has to be asked. The next time comes when half of the rest is taken. The memory of a guest that does not say
     * what of it is in use never shrinks, so that there the number of things counts, too.
     */
    boolean isMemoryShort() {
        return python.memoryInUse() > collectAt || silent && ++taken > room;
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
        setNext();
    }

    private void setNext() {
        long inUse = python.memoryInUse();
        collectAt = inUse + (limit - inUse) / 2;
    }

    /** Half of what made memory grow, and more again where it does not; near the limit no growth would be seen. */
    private void chooseRoom() {
        long memory = python.memoryBytes();
        if (memory > collectAt) {
            roomWhenItGrew = Math.max(LEAST_ROOM, taken / 2);
            room = roomWhenItGrew;
        } else {
            room = limit - memory < limit / 4 ? Math.min(2 * room, roomWhenItGrew) : 2 * room;
        }
        taken = 0;
    }
}
