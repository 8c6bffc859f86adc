package org.pythonwasm.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.pythonwasm.engine.internal.guest.GuestMemory;

/**
 * Started by {@link SleepTest} with a small heap, in which each object is allocated by itself: an interpreter falls asleep, wakes and is
 * opened while the heap has next to no room, then a little more, and so on until there is enough. So each allocation on the way is once the
 * first for which there is no room. Whatever fails, the state is right afterwards.
 */
final class NoRoomAnywhere {
    private static final int SMALLEST = 16;
    private static final int LARGEST = 1 << 22;
    private static final int FINER = 8;
    private static final int STEPS = 40;

    /** What fills the heap, in chunks. */
    private static final Object[] BALLAST = new Object[100_000];
    /** What is free when the rest is full. */
    private static byte[] gap;

    private static final PythonRuntime RUNTIME =
            PythonRuntime.builder().withSleepAfter(Duration.ofDays(1)).build();

    private NoRoomAnywhere() {}

    public static void main(String[] arguments) {
        var results = new int[2];
        try (var python = RUNTIME.open();
                var other = RUNTIME.open()) {
            python.exec("kept = [str(n) for n in range(2_000)]");
            // What the JVM links at a first time is there when there is no room.
            sleepAndWake(python, other, results, 0);
            sleepAndWake(python, other, results, LARGEST);
            results[0] = 0;
            results[1] = 0;
            for (int step = 0; step < STEPS; step++) {
                sleepAndWake(python, other, results, step * step * 256);
            }
        }
        System.out.println("fell asleep in some, and not in others: " + (results[0] > 0 && results[0] < STEPS));
        System.out.println("woke in all: " + (results[1] == STEPS));
    }

    private static void sleepAndWake(PythonInterpreter python, PythonInterpreter other, int[] results, int free) {
        byte[] before = content(python);
        boolean asleep = withRoomFor(free, python::sleep);
        if (asleep != (GuestMemory.of(python.session()).bytes.length == 0)) {
            throw new IllegalStateException("says that it sleeps: " + asleep);
        }
        results[0] += asleep ? 1 : 0;
        withRoomFor(free, () -> opens() & wakes(python));
        // No code of the guest, which would change its memory.
        GuestMemory.keepHouse(python.session(), () -> {});
        if (!Arrays.equals(before, content(python))) {
            throw new IllegalStateException("its memory is another with room for " + free);
        }
        if (!python.eval("len(kept)").equals(2_000) || !other.eval("1 + 1").equals(2)) {
            throw new IllegalStateException("a wrong result");
        }
        results[1]++;
    }

    private static byte[] content(PythonInterpreter python) {
        var guest = GuestMemory.of(python.session());
        return Arrays.copyOf(guest.bytes, guest.pages() << 16);
    }

    /** The JVM, too, may have no room for what it does between. */
    private static boolean wakes(PythonInterpreter python) {
        try {
            GuestMemory.keepHouse(python.session(), () -> {});
            return true;
        } catch (NoRoomException | VirtualMachineError refused) {
            return false;
        }
    }

    private static boolean opens() {
        try {
            RUNTIME.open().close();
            return true;
        } catch (GuestDiedException | NoRoomException | VirtualMachineError refused) {
            return false;
        }
    }

    /** Fills the heap but for about that many bytes. */
    private static boolean withRoomFor(int free, BooleanSupplier work) {
        gap = new byte[free];
        int count = 0;
        for (int size = LARGEST; size >= SMALLEST; size /= FINER) {
            count = fill(count, size);
        }
        gap = null;
        try {
            return work.getAsBoolean();
        } finally {
            Arrays.fill(BALLAST, null);
        }
    }

    private static int fill(int from, int size) {
        int count = from;
        try {
            while (count < BALLAST.length) {
                BALLAST[count] = new byte[size];
                count++;
            }
        } catch (OutOfMemoryError full) {
            return count;
        }
        return count;
    }
}
