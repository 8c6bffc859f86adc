package org.pythonwasm.machine.code;

import static org.pythonwasm.machine.code.CodeLayout.*;
import static org.pythonwasm.machine.code.CodeRuntime.get;
import static org.pythonwasm.machine.code.CodeRuntime.put;

import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.LinearMemory;

/** What compiled Python code does with frames of generators, as the interpreter's FOR_ITER_GEN, SEND_GEN and YIELD_VALUE do it. */
public final class GeneratorFrames {
    private static final int EXECUTING = 0;
    private static final int SUSPENDED = -2;

    private GeneratorFrames() {}

    /** Whether a generator can go on: it waits, or has not begun. */
    public static boolean isReady(int iterator, int type, GuestInstance guest) {
        return get(iterator + TYPE, guest) == type && guest.bytes[iterator + GENERATOR_STATE] < EXECUTING;
    }

    /** Whether one more frame is within the limit of recursion: {@code yield from} looks at it, a loop over a generator does not. */
    public static boolean mayGoDeeper(int thread, GuestInstance guest) {
        return get(thread + THREAD_RECURSION, guest) > 0;
    }

    /**
     * Goes on with a ready generator that a loop or {@code yield from} of the frame takes from; as {@link CodeRuntime#called}, or with
     * the value that it yields.
     *
     * @param sent what its {@code yield} returns, an owned reference
     * @param returnOffset from the instruction to where the loop has its end, in units
     */
    public static long resume(
            CompiledCode caller,
            int thread,
            int frame,
            int generator,
            int sent,
            int instruction,
            int stackPointer,
            int returnOffset,
            GuestInstance guest) {
        int resumed = generator + GENERATOR_FRAME;
        int top = get(resumed + FRAME_STACKTOP, guest);
        put(resumed + FRAME_SLOTS + 4 * top, sent, guest);
        guest.bytes[generator + GENERATOR_STATE] = EXECUTING;
        put(generator + GENERATOR_PREVIOUS_ITEM, get(thread + THREAD_EXC_INFO, guest), guest);
        put(thread + THREAD_EXC_INFO, generator + GENERATOR_EXC_STATE, guest);
        put(frame + FRAME_INSTRUCTION, instruction, guest);
        LinearMemory.SHORT.set(guest.bytes, frame + FRAME_RETURN_OFFSET, (short) returnOffset);
        put(frame + FRAME_STACKTOP, stackPointer - frame - FRAME_SLOTS >> 2, guest);
        put(resumed + FRAME_PREVIOUS, frame, guest);
        put(thread + THREAD_FRAME, resumed, guest);
        put(thread + THREAD_RECURSION, get(thread + THREAD_RECURSION, guest) - 1, guest);
        put(resumed + FRAME_STACKTOP, -1, guest);
        return CodeRuntime.enterAt(
                caller,
                thread,
                frame,
                resumed,
                resumed + FRAME_SLOTS + 4 * (top + 1),
                get(resumed + FRAME_INSTRUCTION, guest),
                guest);
    }

    /** Hands an owned value to the frame that waits for it, with all but it on the stack in memory. */
    public static long yieldValue(
            int thread, int frame, int value, int instruction, int stackPointer, int kind, GuestInstance guest) {
        int generator = frame - GENERATOR_FRAME;
        int previous = get(frame + FRAME_PREVIOUS, guest);
        put(frame + FRAME_INSTRUCTION, instruction + 2, guest);
        guest.bytes[generator + GENERATOR_STATE] = (byte) (SUSPENDED + kind);
        put(frame + FRAME_STACKTOP, stackPointer - frame - FRAME_SLOTS >> 2, guest);
        put(thread + THREAD_EXC_INFO, get(generator + GENERATOR_PREVIOUS_ITEM, guest), guest);
        put(generator + GENERATOR_PREVIOUS_ITEM, 0, guest);
        put(thread + THREAD_RECURSION, get(thread + THREAD_RECURSION, guest) + 1, guest);
        put(thread + THREAD_FRAME, previous, guest);
        put(frame + FRAME_PREVIOUS, 0, guest);
        return CodeRuntime.pair(value, YIELDED_OBJECT);
    }
}
