package org.pythonwasm.machine.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The linear memory of a guest, and the signs that its host sets for it. Code that runs in it reads the fields directly, so that an
 * access is one array access and no call; so do the host's functions that it calls.
 *
 * <p>Thread rule: one thread at a time; only {@link #stop} and {@link #wakeRequested} may be written by another, and what
 * {@link #poke} writes.
 *
 * <p>Addresses are 32-bit and unsigned in Wasm. Memory stays below 2 GiB, so an address with the top bit set is a negative
 * array index and traps like any other that is out of bounds.
 */
public class LinearMemory {
    public static final int PAGE = 1 << 16;

    public static final VarHandle SHORT = view(short[].class);
    public static final VarHandle INT = view(int[].class);
    public static final VarHandle LONG = view(long[].class);
    public static final VarHandle FLOAT = view(float[].class);
    public static final VarHandle DOUBLE = view(double[].class);

    /** Of a guest that sleeps or has ended. */
    static final byte[] NONE = {};

    static final long AWAKE = -1;

    /** May be longer than {@link #pages} says, so that growing does not copy each time. */
    public byte[] bytes;
    /**
     * Set to kill the guest at its next loop iteration: generated code reads it on every back edge. Volatile, or the JIT
     * compiler would read it once before a loop that calls nothing.
     */
    public volatile boolean stop;
    /** Set to end the guest's sleep early, once: an exception waits for it. */
    public boolean wakeRequested;
    /** The depth of calls of the guest into the host; written by its thread, read by any. */
    private volatile int hostDepth;

    private volatile int hostCalls;
    private volatile boolean compiling;

    private int pages;
    private int maximumPages;
    /** The bytes that the host holds for the guest besides; they count as its memory. */
    private long takenOfHost;
    /** Held while the memory moves to a larger array. */
    private final ReentrantLock moving = new ReentrantLock();
    /** Run by the guest's thread when the memory has moved. */
    private Runnable moved = () -> {};

    private boolean heapWasFull;
    /** The bytes that are kept of the memory while the guest sleeps; negative while it is awake. */
    private long kept = AWAKE;

    /**
     * @param bytes of that many pages at least
     * @param limit in bytes
     */
    protected LinearMemory(byte[] bytes, int pages, long limit) {
        this.bytes = bytes;
        this.pages = pages;
        this.maximumPages = pagesOf(limit);
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** Memory that was taken already stays. */
    public void limitMemory(long limit) {
        maximumPages = pagesOf(limit);
    }

    private static int pagesOf(long limit) {
        return (int) Math.min(limit, Integer.MAX_VALUE - 8) / PAGE;
    }

    public final int pages() {
        return pages;
    }

    public final long size() {
        return (long) pages * PAGE;
    }

    /**
     * Writes into the memory from another thread than the guest's: into the array that the guest goes on with. Answers false,
     * with nothing done, while the memory moves, and while it sleeps.
     */
    public final boolean poke(Consumer<byte[]> writes) {
        if (!moving.tryLock()) {
            return false;
        }
        try {
            if (isAsleep()) {
                return false;
            }
            writes.accept(bytes);
            return true;
        } finally {
            moving.unlock();
        }
    }

    /** Returns whether the memory moves at this moment, so that nobody can write into it. */
    public final boolean isMoving() {
        return moving.isLocked();
    }

    /** What waits to {@link #poke} while the memory moves has its turn when it has moved, before the guest goes on. */
    public final void whenMoved(Runnable action) {
        moved = action;
    }

    /** The guest calls what is none of its own code: the application's, a sleep, the move of its memory. May nest. */
    public final void enterHost() {
        hostCalls++;
        hostDepth++;
    }

    public final void exitHost() {
        hostDepth--;
    }

    /** The same while something is compiled for the guest, which never asked for that. Does not nest. */
    public final void enterCompiler() {
        enterHost();
        compiling = true;
    }

    public final void exitCompiler() {
        compiling = false;
        exitHost();
    }

    /** Returns whether the host compiles something for the guest. */
    public final boolean isCompiling() {
        return compiling;
    }

    /** Returns whether the guest waits for code of the host. */
    public final boolean inHost() {
        return hostDepth != 0;
    }

    /** Returns how often the guest has called code of the host. */
    public final int hostCalls() {
        return hostCalls;
    }

    /** Called by generated code when it finds {@link #stop} set. */
    public final void trapStopped() {
        throw new GuestTrap("stopped");
    }

    /** For the host's functions that take long. */
    public final void requireRunning() {
        if (stop) {
            trapStopped();
        }
    }

    /** The address range of a span that the guest handed out, checked. */
    public final int checkRange(int address, int length) {
        if (address < 0 || length < 0 || address > bytes.length - length) {
            throw new GuestTrap("out of bounds memory access");
        }
        return address;
    }

    /** Returns the old size in pages, or -1 if the limit or the heap forbids it. */
    public final int grow(int delta) {
        int before = pages;
        if (delta < 0 || delta > maximumPages - before - pagesOfHost()) {
            heapWasFull = false;
            return -1;
        }
        int needed = (before + delta) * PAGE;
        if (needed > bytes.length && !reallocate(needed)) {
            return -1;
        }
        pages = before + delta;
        return before;
    }

    /** Counts what the host is about to take for the guest; false if its limit forbids it. */
    public final boolean takeOfHost(int more) {
        if (takenOfHost + more > (long) (maximumPages - pages) * PAGE) {
            return false;
        }
        takenOfHost += more;
        return true;
    }

    /** Counts what the host holds for a guest from its start. */
    final void keepOfHost(int more) {
        takenOfHost += more;
    }

    public final void giveBackToHost(int less) {
        takenOfHost -= less;
    }

    private int pagesOfHost() {
        return (int) ((takenOfHost + PAGE - 1) / PAGE);
    }

    private boolean reallocate(int needed) {
        int roomy = (int) Math.min((long) needed + (needed >> 2), (long) (maximumPages - pagesOfHost()) * PAGE);
        moving.lock();
        enterHost();
        try {
            heapWasFull = !move(roomy) && !move(needed);
        } finally {
            exitHost();
            moving.unlock();
        }
        moved.run();
        return !heapWasFull;
    }

    /**
     * Puts another array in the place of this one, which is returned.
     *
     * @param newKept the bytes that are kept elsewhere of a guest that sleeps, or {@link #AWAKE}
     */
    final byte[] move(byte[] memory, long newKept) {
        moving.lock();
        try {
            byte[] before = bytes;
            bytes = memory;
            kept = newKept;
            return before;
        } finally {
            moving.unlock();
        }
    }

    /** Whether it sleeps, to be read by its own thread, or by one that keeps that thread out. */
    public final boolean isAsleep() {
        return kept != AWAKE;
    }

    /** Returns the bytes of the Java heap that the memory takes. */
    public final long heldBytes() {
        long asleep = kept;
        return asleep == AWAKE ? bytes.length : asleep;
    }

    private boolean move(int size) {
        try {
            bytes = JavaHeap.copyOf(bytes, size);
            return true;
        } catch (OutOfMemoryError noRoomInTheHeap) {
            return false;
        }
    }

    /** Returns whether the last refusal of memory was the Java heap's, not the limit's. */
    public final boolean heapWasFull() {
        return heapWasFull;
    }

    /** The guest runs no more: what may still refer to it must not keep its memory alive. */
    public void drop() {
        bytes = NONE;
        kept = AWAKE;
    }

    public final int readInt(int address) {
        return (int) INT.get(bytes, address);
    }

    public final void writeInt(int address, int value) {
        INT.set(bytes, address, value);
    }

    public final long readLong(int address) {
        return (long) LONG.get(bytes, address);
    }

    public final void writeLong(int address, long value) {
        LONG.set(bytes, address, value);
    }
}
