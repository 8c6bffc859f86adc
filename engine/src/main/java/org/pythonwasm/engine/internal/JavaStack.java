package org.pythonwasm.engine.internal;

/**
 * Tells whether the calling thread's stack nears its end. The JVM does not say, so this goes some way down it and looks
 * whether that goes well; a few microseconds. Nothing happens down there that an overflow could leave half done.
 */
public final class JavaStack {
    /**
     * What the guest may need between two checks, in frames of about 150 bytes; of 300 while the JVM has not compiled them, as
     * the guest's own frames are larger then. A thread with a stack of 256 KiB has that much, and as much again.
     */
    private static final int FRAMES = 400;

    private JavaStack() {
    }

    /** Asked by CPython's recursion checks (guest/host/stack.c), as C frames of the guest are frames here: 1 or 0. */
    public static int stack_is_low() {
        try {
            descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            return 0;
        } catch (StackOverflowError e) {
            return 1;
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
