package org.pythonwasm.udf.internal.call;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pythonwasm.engine.PythonInterpreter;

/**
 * Resources in a guest that belong to Java objects that a database may drop without notice, such as the groups of an
 * abandoned query. Unlike a {@link java.lang.ref.Cleaner} it releases in the one thread that uses the interpreter.
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
    /** The number of resources until the next collection, and the number when memory grew the last time. */
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

    /** Releases resources whose owners are gone. */
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
     * Returns whether the guest is short of memory before it takes another resource. Java's part is small, so that
     * Java's collector sees no reason to run and has to be started. The next time is when half of the remaining memory
     * is taken. The memory of a guest that does not report its use never shrinks, so for it the number of resources
     * counts, too.
     */
    boolean isMemoryShort() {
        return python.memoryInUse() > collectAt || silent && ++taken > room;
    }

    /**
     * Starts a collection in Java and releases. The references themselves are checked: they reach the queue only when a
     * thread of the JVM finds time, which is too late on a busy machine.
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

    /**
     * Sets half of the number at which memory grew, and more again if it does not grow; near the limit no growth would
     * be visible.
     */
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
