package org.pythonwasm.machine.memory;

/**
 * Detects whether the calling thread's stack is almost used up. The JVM does not report that, so this descends some way
 * and checks whether that succeeds, which takes a few microseconds. Nothing happens down there that an overflow could
 * leave half done.
 */
public final class JavaStack {
    /**
     * The stack that the guest may need between two checks, 250 KB, in frames of this class. It also suffices while the
     * JVM interprets the guest's code, when its frames are largest.
     */
    private static final int RESERVE = 400;
    /** For a thread that has less at its first check: of 256 KiB the usual reserve could leave nothing. */
    private static final int SCANT_RESERVE = 200;
    /** The same in the frames of the JVM's first compiler, which are about twice as large as those of its interpreter. */
    private static final int LEAST_RESERVE = SCANT_RESERVE / 2;

    private static final ThreadLocal<Integer> RESERVES = ThreadLocal.withInitial(
            () -> hasRoom(RESERVE) ? RESERVE : hasRoom(SCANT_RESERVE) ? SCANT_RESERVE : LEAST_RESERVE);

    private JavaStack() {}

    /**
     * Called by CPython's recursion checks (guest/shim/stack.c), because C frames of the guest are frames here: 1 or 0.
     */
    public static int stack_is_low() {
        return hasRoom(RESERVES.get()) ? 0 : 1;
    }

    /**
     * Called by the host if a guest had no room for a reply: returns whether the thread had more than a reserve for it.
     */
    public static boolean hasRoomForACall() {
        return hasRoom(2 * RESERVE);
    }

    /**
     * Too long to be inlined (FreqInlineSize: 325 bytes of bytecode), which is what the sums are for. HotSpot's second compiler has no way to
     * pass so many arguments, and would never again compile a function of the guest that this method was inlined into.
     */
    private static boolean hasRoom(int frames) {
        try {
            descend(
                    frames,
                    frames + 1001,
                    frames + 1002,
                    frames + 1003,
                    frames + 1004,
                    frames + 1005,
                    frames + 1006,
                    frames + 1007,
                    frames + 1008,
                    frames + 1009,
                    frames + 1010,
                    frames + 1011,
                    frames + 1012,
                    frames + 1013,
                    frames + 1014,
                    frames + 1015,
                    frames + 1016,
                    frames + 1017,
                    frames + 1018,
                    frames + 1019,
                    frames + 1020,
                    frames + 1021,
                    frames + 1022,
                    frames + 1023,
                    frames + 1024,
                    frames + 1025,
                    frames + 1026,
                    frames + 1027,
                    frames + 1028,
                    frames + 1029,
                    frames + 1030,
                    frames + 1031,
                    frames + 1032,
                    frames + 1033,
                    frames + 1034,
                    frames + 1035,
                    frames + 1036,
                    frames + 1037,
                    frames + 1038,
                    frames + 1039,
                    frames + 1040,
                    frames + 1041,
                    frames + 1042,
                    frames + 1043,
                    frames + 1044,
                    frames + 1045,
                    frames + 1046,
                    frames + 1047,
                    frames + 1048,
                    frames + 1049,
                    frames + 1050,
                    frames + 1051,
                    frames + 1052,
                    frames + 1053,
                    frames + 1054,
                    frames + 1055,
                    frames + 1056,
                    frames + 1057,
                    frames + 1058,
                    frames + 1059,
                    frames + 1060,
                    frames + 1061,
                    frames + 1062,
                    frames + 1063,
                    frames + 1064);
            return true;
        } catch (StackOverflowError e) {
            return false;
        }
    }

    /**
     * Arguments are on the stack, eight bytes each, in compiled code as in interpreted code: so no frame is smaller than the
     * interpreter's, whatever the JVM has compiled so far. The method is too long to be inlined into itself.
     */
    private static int descend(
            int frames,
            int a0,
            int a1,
            int a2,
            int a3,
            int a4,
            int a5,
            int a6,
            int a7,
            int b0,
            int b1,
            int b2,
            int b3,
            int b4,
            int b5,
            int b6,
            int b7,
            int c0,
            int c1,
            int c2,
            int c3,
            int c4,
            int c5,
            int c6,
            int c7,
            int d0,
            int d1,
            int d2,
            int d3,
            int d4,
            int d5,
            int d6,
            int d7,
            int e0,
            int e1,
            int e2,
            int e3,
            int e4,
            int e5,
            int e6,
            int e7,
            int f0,
            int f1,
            int f2,
            int f3,
            int f4,
            int f5,
            int f6,
            int f7,
            int g0,
            int g1,
            int g2,
            int g3,
            int g4,
            int g5,
            int g6,
            int g7,
            int h0,
            int h1,
            int h2,
            int h3,
            int h4,
            int h5,
            int h6,
            int h7) {
        if (frames == 0) {
            return a0;
        }
        int below = descend(
                frames - 1,
                a1,
                a2,
                a3,
                a4,
                a5,
                a6,
                a7,
                b0,
                b1,
                b2,
                b3,
                b4,
                b5,
                b6,
                b7,
                c0,
                c1,
                c2,
                c3,
                c4,
                c5,
                c6,
                c7,
                d0,
                d1,
                d2,
                d3,
                d4,
                d5,
                d6,
                d7,
                e0,
                e1,
                e2,
                e3,
                e4,
                e5,
                e6,
                e7,
                f0,
                f1,
                f2,
                f3,
                f4,
                f5,
                f6,
                f7,
                g0,
                g1,
                g2,
                g3,
                g4,
                g5,
                g6,
                g7,
                h0,
                h1,
                h2,
                h3,
                h4,
                h5,
                h6,
                h7,
                a0);
        return below + a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + b0 + b1 + b2 + b3 + b4 + b5 + b6 + b7 + c0 + c1 + c2 + c3
                + c4 + c5 + c6 + c7 + d0 + d1 + d2 + d3 + d4 + d5 + d6 + d7 + e0 + e1 + e2 + e3 + e4 + e5 + e6 + e7 + f0
                + f1 + f2 + f3 + f4 + f5 + f6 + f7 + g0 + g1 + g2 + g3 + g4 + g5 + g6 + g7 + h0 + h1 + h2 + h3 + h4 + h5
                + h6 + h7;
    }
}
