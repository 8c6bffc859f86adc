package org.pythonwasm.engine.internal.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The threads that wait for places, in the order in which they came. One thread at a time holds a place; a thread waits for a
 * certain one, or for whichever becomes free. A free place is taken without a look at this, as long as {@link #isEmpty()}.
 */
public final class Turns {
    /** A place that one thread at a time holds. */
    public interface Place {
        /** Makes the thread the holder if there is none. */
        boolean offer(Thread thread);

        /** Null if there is none. */
        Thread holder();

        /** Returns whether it is no longer worth waiting for. */
        boolean isGone();
    }

    /** The end of a wait; the thread holds the place after {@code TAKEN} only. */
    public enum End {
        TAKEN,
        /** The place is gone, or one that was waited for like all others. */
        GONE,
        LATE,
        /** The thread is still marked as interrupted. */
        INTERRUPTED,
        /** The holder of the place waits for one that this thread holds. */
        CIRCULAR
    }

    /** The result of a wait for any place: the place only if it was taken. */
    public record Any(End end, Place place) {}

    /** A thread in the line. */
    private final class Waiter {
        private final Thread thread = Thread.currentThread();
        /** Null stands for any. */
        private final Place wanted;

        private final Condition changed = lock.newCondition();
        private End end;
        private Place taken;

        Waiter(Place wanted) {
            this.wanted = wanted;
        }

        boolean wants(Place place) {
            return end == null && (wanted == null || wanted == place);
        }

        void end(End newEnd) {
            end = newEnd;
            WANTED.remove(thread);
            changed.signal();
        }
    }

    /** What each thread waits for that waits for a certain place, in whatever line: two may wait for each other in two lines. */
    private static final Map<Thread, Place> WANTED = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiter> line = new ArrayList<>();
    /** The length of the line, read without the lock. */
    private volatile int length;

    /** Returns whether no thread waits. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** The number of threads that wait. */
    public int length() {
        return length;
    }

    /** Waits until this thread holds the place. */
    public End take(Place place, long nanos) {
        lock.lock();
        // First, so that one of two that come at once sees the other.
        WANTED.put(Thread.currentThread(), place);
        try {
            return isCircular(place) ? End.CIRCULAR : await(new Waiter(place), List.of(place), nanos);
        } finally {
            WANTED.remove(Thread.currentThread());
            lock.unlock();
        }
    }

    /**
     * Waits until this thread holds some place.
     *
     * @param places those that there are; asked for after the thread is in the line
     */
    public Any takeAny(Iterable<? extends Place> places, long nanos) {
        lock.lock();
        try {
            var waiter = new Waiter(null);
            return new Any(await(waiter, places, nanos), waiter.taken);
        } finally {
            lock.unlock();
        }
    }

    /** Whoever leaves a place looks at the line after it; whoever is in the line has looked at the places since. */
    private End await(Waiter waiter, Iterable<? extends Place> places, long nanos) {
        line.add(waiter);
        length = line.size();
        try {
            for (Place place : places) {
                if (place.isGone()) {
                    gone(place);
                } else {
                    passOn(place);
                }
            }
            return untilItEnds(waiter, nanos);
        } finally {
            line.remove(waiter);
            length = line.size();
        }
    }

    private static End untilItEnds(Waiter waiter, long nanos) {
        long left = nanos;
        try {
            while (waiter.end == null && left > 0) {
                left = waiter.changed.awaitNanos(left);
            }
            return waiter.end == null ? End.LATE : waiter.end;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return waiter.end == null ? End.INTERRUPTED : waiter.end;
        }
    }

    private static boolean isCircular(Place place) {
        Place next = place;
        for (int i = WANTED.size(); i >= 0 && next != null; i--) {
            Thread holder = next.holder();
            if (holder == Thread.currentThread()) {
                return true;
            }
            next = holder == null ? null : WANTED.get(holder);
        }
        return false;
    }

    /** The place was left: the first thread that waits for it holds it from now on. */
    public void left(Place place) {
        if (length > 0) {
            lock.lock();
            try {
                passOn(place);
            } finally {
                lock.unlock();
            }
        }
    }

    private void passOn(Place place) {
        for (Waiter waiter : line) {
            if (waiter.wants(place)) {
                if (place.offer(waiter.thread)) {
                    waiter.taken = place;
                    waiter.end(End.TAKEN);
                }
                return;
            }
        }
    }

    /** There may be a place now that was none before: nobody waits for any that there was. */
    public void lookAgain() {
        gone(null);
    }

    /** The place is gone: nobody waits for it any more. */
    public void gone(Place place) {
        if (length > 0) {
            lock.lock();
            try {
                line.stream().filter(waiter -> waiter.wants(place)).forEach(waiter -> waiter.end(End.GONE));
            } finally {
                lock.unlock();
            }
        }
    }
}
