package org.pythonwasm.engine.internal;

/**
 * Tells whether the calling thread's stack nears its end. The JVM does not say, so this goes some way down it and looks
 * whether that goes well; a few microseconds. Nothing happens down there that an overflow could leave half done.
 */
public final class JavaStack {
    /**
     * What the guest may need between two checks, in frames of about 150 bytes; of 300 while the JVM has not compiled them, as
     * the guest's own frames are larger then.
     */
    private static final int RESERVE = 800;
    /** Of a thread that has not as much when it first asks: of 256 KiB the usual reserve could leave nothing. */
    private static final int SCANT_RESERVE = 400;
    private static final ThreadLocal<Integer> RESERVES =
            ThreadLocal.withInitial(() -> hasRoom(RESERVE) ? RESERVE : SCANT_RESERVE);

    private JavaStack() {
    }

    /** Asked by CPython's recursion checks (guest/host/stack.c), as C frames of the guest are frames here: 1 or 0. */
    public static int stack_is_low() {
        return hasRoom(RESERVES.get()) ? 0 : 1;
    }

    /** Asked by the host where a guest had no room for an answer: whether the thread had more than a reserve for it. */
    public static boolean hasRoomForACall() {
        return hasRoom(2 * RESERVE);
    }

    private static boolean hasRoom(int frames) {
        try {
            descend(frames, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            return true;
        } catch (StackOverflowError e) {
            return false;
        }
    }

    /** All arguments are needed after the call, so that each frame has to keep them. */
    private static long descend(int frames, long a, long b, long c, long d, long e, long f, long g, long h, long i, long j,
            long k) {
        if (frames == 0) {
            return a;
        }
        long below = descend(frames - 1, b, c, d, e, f, g, h, i, j, k, a);
        return below + a * b + c * d + e * f + g * h + i * j + k;
    }
}
