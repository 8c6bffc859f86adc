package org.pythonwasm.engine.internal.residence;

import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.pythonwasm.engine.internal.thread.Rounds;

/**
 * The memories of all guests of this JVM that can sleep. A guest sleeps when it was idle for the time of its {@link MemoryPolicy}; for
 * a tenth of it where all that are awake hold more than a sixteenth of the Java heap; and earlier, those that are idle for the longest
 * first, where another needs room: within the bound of its runtime, or within half of the Java heap for all that are awake.
 * Thread-safe.
 */
public final class Residents {
    private static final long PERIOD_NANOS = 250_000_000L;
    private static final int IDLE_ROUNDS = 4;
    /** The idle time after which the memory of a guest serves another that opens. */
    private static final long RECYCLE_NANOS = 100_000_000L;
    /** How much earlier guests sleep where much of the heap is taken. */
    private static final int SOONER = 10;

    private static final Set<Resident> ALL = ConcurrentHashMap.newKeySet();
    private static final Set<Resident> AWAKE = ConcurrentHashMap.newKeySet();
    private static final ReferenceQueue<Sleeper> LOST = new ReferenceQueue<>();
    private static final AtomicLong AWAKE_BYTES = new AtomicLong();
    private static final LongAdder SLEPT = new LongAdder();
    private static final LongAdder WOKEN = new LongAdder();
    private static final Rounds ROUNDS = new Rounds("python-wasm-sleep", () -> !AWAKE.isEmpty(), Residents::run);

    private Residents() {}

    public static Resident add(Sleeper sleeper, MemoryPolicy policy) {
        var resident = new Resident(sleeper, policy, LOST);
        ALL.add(resident);
        return resident;
    }

    /**
     * Before its guest wakes: what follows needs no room.
     *
     * @throws OutOfMemoryError if the Java heap has none; nothing is changed then
     */
    public static void expect(Resident resident) {
        AWAKE.add(resident);
    }

    /** After each change of what its guest holds. */
    public static void update(Resident resident, Sleeper sleeper) {
        synchronized (resident) {
            boolean awake = !sleeper.isAsleep();
            if (awake) {
                AWAKE.add(resident);
            }
            AWAKE_BYTES.addAndGet(resident.update(sleeper.heldBytes(), awake));
            if (!resident.isAwake()) {
                AWAKE.remove(resident);
                return;
            }
        }
        ROUNDS.require();
    }

    public static void countSleep() {
        SLEPT.increment();
    }

    public static void countWake() {
        WOKEN.increment();
    }

    public static void remove(Resident resident) {
        synchronized (resident) {
            AWAKE_BYTES.addAndGet(resident.end());
            AWAKE.remove(resident);
            ALL.remove(resident);
        }
    }

    /**
     * Puts idle guests to sleep until there is room for another memory.
     *
     * @throws org.pythonwasm.engine.NoRoomException if the runtime's bound is reached by those that are in use
     */
    public static void requireRoom(MemoryPolicy policy, long bytes) {
        if (!hasRoom(policy, bytes)) {
            removeLost();
            for (var next : longestIdleFirst()) {
                if (hasRoom(policy, bytes)) {
                    break;
                }
                sleep(next.resident());
            }
            if (!policy.allows(bytes)) {
                throw policy.refusal(bytes);
            }
        }
    }

    /** A resident, and for how long it was idle when it was looked at. */
    private record Idle(Resident resident, long nanos) {}

    /** Others look at them at the same time, and must not change what they are sorted by. */
    private static List<Idle> longestIdleFirst() {
        var all = new ArrayList<Idle>();
        long now = System.nanoTime();
        for (var resident : AWAKE) {
            var sleeper = resident.get();
            if (sleeper != null) {
                all.add(new Idle(resident, resident.idleNanos(sleeper, now)));
            }
        }
        all.sort(Comparator.comparingLong(Idle::nanos).reversed());
        return all;
    }

    /** The other half of the heap is for all else, and for those that are awake while they grow. */
    private static boolean hasRoom(MemoryPolicy policy, long bytes) {
        return policy.allows(bytes)
                && AWAKE_BYTES.get() + bytes <= Runtime.getRuntime().maxMemory() / 2;
    }

    /**
     * Where much of the heap is taken by those that are awake, puts the one to sleep that is idle for the longest: its memory serves the
     * next, which takes less time than to have the JVM make another. One that wakes takes that of a guest which is due to sleep only:
     * a few that are called in turn would otherwise put each other to sleep.
     */
    public static void recycle(boolean opens) {
        if (isMuch()) {
            for (var next : longestIdleFirst()) {
                boolean may =
                        opens ? next.nanos() >= RECYCLE_NANOS : next.resident().isTimeToSleep(SOONER * next.nanos());
                if (!may || sleep(next.resident())) {
                    return;
                }
            }
        }
    }

    private static boolean isMuch() {
        return AWAKE_BYTES.get() > Runtime.getRuntime().maxMemory() / 16;
    }

    /** Puts all that are idle to sleep, after the Java heap was found full. */
    public static void sleepAll() {
        try {
            removeLost();
            AWAKE.forEach(Residents::sleep);
        } catch (OutOfMemoryError noRoom) {
            // Those that sleep by now have made what room there is.
            Thread.onSpinWait();
        }
    }

    private static boolean sleep(Resident resident) {
        var session = resident.get();
        return session != null && session.sleep();
    }

    private static void removeLost() {
        for (var lost = LOST.poll(); lost != null; lost = LOST.poll()) {
            remove((Resident) lost);
        }
    }

    private static void run() {
        for (int idle = 0; idle < IDLE_ROUNDS; idle++) {
            LockSupport.parkNanos(PERIOD_NANOS);
            try {
                removeLost();
                AWAKE.forEach(resident -> look(resident, System.nanoTime()));
            } catch (LinkageError stopped) {
                // A container loads no more classes for an application that it has stopped, and that left interpreters
                // open.
                AWAKE.clear();
                return;
            } catch (VirtualMachineError noRoom) {
                // The next round tries again: those that could sleep are what fills the heap.
                Thread.onSpinWait();
            }
            if (!AWAKE.isEmpty()) {
                idle = 0;
            }
        }
    }

    private static void look(Resident resident, long now) {
        var session = resident.get();
        if (session == null) {
            return;
        }
        long idle = resident.idleNanos(session, now);
        if (!resident.isTimeToSleep(isMuch() ? SOONER * idle : idle) || !session.sleep()) {
            session.account();
        }
    }

    public static long asleepCount() {
        return ALL.stream().filter(resident -> !resident.isAwake()).count();
    }

    public static long heldBytes() {
        return ALL.stream().mapToLong(Resident::bytes).sum();
    }

    public static long sleptSoFar() {
        return SLEPT.sum();
    }

    public static long wokenSoFar() {
        return WOKEN.sum();
    }
}
