package org.pythonwasm.engine.internal.residence;

import java.lang.ref.ReferenceQueue;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.pythonwasm.engine.internal.thread.Rounds;

/**
 * The memories of all guests of this JVM that can sleep. A guest sleeps when it was idle for the time of its {@link MemoryPolicy},
 * and earlier, those that are idle for the longest first, where another needs room: within the bound of its runtime, or within half
 * of the Java heap for all that are awake. Thread-safe.
 */
public final class Residents {
    private static final long PERIOD_NANOS = 250_000_000L;
    private static final int IDLE_ROUNDS = 4;

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

    /** After each change of what its guest holds. */
    public static void update(Resident resident, LongSupplier heldBytes, BooleanSupplier asleep) {
        synchronized (resident) {
            AWAKE_BYTES.addAndGet(resident.update(heldBytes.getAsLong(), !asleep.getAsBoolean()));
            if (!resident.isAwake()) {
                AWAKE.remove(resident);
                return;
            }
            AWAKE.add(resident);
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
            AWAKE.stream()
                    .sorted(Comparator.comparingLong(Resident::idleSince))
                    .takeWhile(next -> !hasRoom(policy, bytes))
                    .forEach(Residents::sleep);
            if (!policy.allows(bytes)) {
                throw policy.refusal(bytes);
            }
        }
    }

    /** The other half of the heap is for all else, and for those that are awake while they grow. */
    private static boolean hasRoom(MemoryPolicy policy, long bytes) {
        return policy.allows(bytes)
                && AWAKE_BYTES.get() + bytes <= Runtime.getRuntime().maxMemory() / 2;
    }

    /** Puts all that are idle to sleep, after the Java heap was found full. */
    public static void sleepAll() {
        removeLost();
        AWAKE.forEach(Residents::sleep);
    }

    private static void sleep(Resident resident) {
        var session = resident.get();
        if (session != null) {
            session.sleep();
        }
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
        if (!resident.isTimeToSleep(idle) || !session.sleep()) {
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
