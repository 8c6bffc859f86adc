package org.pythonwasm.engine.internal.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One running guest: its linear memory, its stack pointer and its way to the host. Every translated Wasm function gets it
 * as last argument and reads its fields directly, so that a memory access is one array access and no call.
 *
 * <p>Thread rule: one thread at a time; only {@link #stop} and {@link #awake} may be written by another, and what
 * {@link #poke} writes.
 *
 * <p>Addresses are 32-bit and unsigned in Wasm. Memory stays below 2 GiB, so an address with the top bit set is a negative
 * array index and traps like any other that is out of bounds.
 */
public final class GuestInstance {
    public static final int PAGE = 1 << 16;

    public static final VarHandle SHORT = view(short[].class);
    public static final VarHandle INT = view(int[].class);
    public static final VarHandle LONG = view(long[].class);
    public static final VarHandle FLOAT = view(float[].class);
    public static final VarHandle DOUBLE = view(double[].class);

    /** Linear memory; may be longer than {@link #pages} says, so that growing does not copy each time. */
    public byte[] bytes;
    /** The guest's only mutable global. */
    public int stackPointer;
    /**
     * Set to kill the guest at its next loop iteration: generated code reads it on every back edge. Volatile, or the JIT
     * compiler would read it once before a loop that calls nothing.
     */
    public volatile boolean stop;
    /** Set to end the guest's sleep early, once: an exception waits for it. */
    public boolean awake;
    /** How deep the guest is in what is none of its own code; written by its thread, read by any. */
    private volatile int abroad;
    private volatile int departures;
    /** What a part of a long function hands back to the rest of it: written last by the part, read first by its caller. */
    public final long[] spill = new long[64];

    /** Generated code reads this. */
    public final HostImports imports;
    public final Digests digests = new Digests(this);

    private int pages;
    private int maximumPages;
    /** What the host holds for the guest besides; counts as its memory. */
    private long takenOfHost;
    /** Held while the memory moves to a larger array. */
    private final ReentrantLock moving = new ReentrantLock();
    private boolean heapWasFull;

    public GuestInstance(byte[] bytes, int pages, int stackPointer, long memoryLimit, HostImports imports) {
        this.bytes = bytes;
        this.pages = pages;
        this.stackPointer = stackPointer;
        limitMemory(memoryLimit);
        this.imports = imports;
        imports.attach(this);
    }

    /** Memory that was taken already stays. */
    public void limitMemory(long bytes) {
        maximumPages = (int) Math.min(bytes, Integer.MAX_VALUE - 8) / PAGE;
    }

    /**
     * Writes into the memory from another thread than the guest's: into the array that the guest goes on with. Answers false,
     * with nothing done, while the memory moves.
     */
    public boolean poke(Consumer<byte[]> writes) {
        if (!moving.tryLock()) {
            return false;
        }
        try {
            writes.accept(bytes);
            return true;
        } finally {
            moving.unlock();
        }
    }

    /** The guest calls what is none of its own code: the application's, a sleep, the move of its memory. May nest. */
    public void leave() {
        departures++;
        abroad++;
    }

    public void comeBack() {
        abroad--;
    }

    /** Whether what runs is none of the guest's own code. */
    public boolean isAbroad() {
        return abroad != 0;
    }

    /** How often the guest has called what is none of its own code. */
    public int departures() {
        return departures;
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** Called by generated code when it finds {@link #stop} set. */
    public void trapStopped() {
        throw new GuestTrap("stopped");
    }

    /** For the host's functions that take long. */
    public void requireRunning() {
        if (stop) {
            trapStopped();
        }
    }

    /** The address range of a span that the guest handed out, checked. */
    public int checkRange(int address, int length) {
        if (address < 0 || length < 0 || address > bytes.length - length) {
            throw new GuestTrap("out of bounds memory access");
        }
        return address;
    }

    /** {@code memory.size}. */
    public static int memoryPages(GuestInstance guest) {
        return guest.pages;
    }

    /** {@code memory.grow}: the old size in pages, or -1 where the limit or the heap forbids it. */
    public static int memoryGrow(int delta, GuestInstance guest) {
        int before = guest.pages;
        if (delta < 0 || delta > guest.maximumPages - before - guest.pagesOfHost()) {
            guest.heapWasFull = false;
            return -1;
        }
        int needed = (before + delta) * PAGE;
        if (needed > guest.bytes.length && !guest.reallocate(needed)) {
            return -1;
        }
        guest.pages = before + delta;
        return before;
    }

    /** Counts what the host is about to take for the guest; false where its limit forbids it. */
    boolean takeOfHost(int bytes) {
        if (takenOfHost + bytes > (long) (maximumPages - pages) * PAGE) {
            return false;
        }
        takenOfHost += bytes;
        return true;
    }

    void giveBackToHost(int bytes) {
        takenOfHost -= bytes;
    }

    private int pagesOfHost() {
        return (int) ((takenOfHost + PAGE - 1) / PAGE);
    }

    /** The guest runs no more: what may still refer to it must not keep its memory alive. */
    public void drop() {
        bytes = new byte[0];
        digests.drop();
    }

    private boolean reallocate(int needed) {
        int roomy = (int) Math.min((long) needed + (needed >> 2), (long) (maximumPages - pagesOfHost()) * PAGE);
        moving.lock();
        leave();
        try {
            heapWasFull = !move(roomy) && !move(needed);
            return !heapWasFull;
        } finally {
            comeBack();
            moving.unlock();
        }
    }

    private boolean move(int size) {
        try {
            bytes = JavaHeap.copyOf(bytes, size);
            return true;
        } catch (OutOfMemoryError noRoomInTheHeap) {
            return false;
        }
    }

    /** Whether the last refusal of memory was the Java heap's, not the limit's. */
    public boolean heapWasFull() {
        return heapWasFull;
    }

    /** {@code memory.copy}. */
    public static void memoryCopy(int destination, int source, int size, GuestInstance guest) {
        System.arraycopy(guest.bytes, source, guest.bytes, destination, size);
    }

    /** {@code memory.fill}. */
    public static void memoryFill(int destination, byte value, int size, GuestInstance guest) {
        Arrays.fill(guest.bytes, destination, destination + size, value);
    }

    public static byte memoryReadByte(int base, int offset, GuestInstance guest) {
        return guest.bytes[base + offset];
    }

    public static short memoryReadShort(int base, int offset, GuestInstance guest) {
        return (short) SHORT.get(guest.bytes, base + offset);
    }

    public static int memoryReadInt(int base, int offset, GuestInstance guest) {
        return (int) INT.get(guest.bytes, base + offset);
    }

    public static long memoryReadLong(int base, int offset, GuestInstance guest) {
        return (long) LONG.get(guest.bytes, base + offset);
    }

    public static float memoryReadFloat(int base, int offset, GuestInstance guest) {
        return (float) FLOAT.get(guest.bytes, base + offset);
    }

    public static double memoryReadDouble(int base, int offset, GuestInstance guest) {
        return (double) DOUBLE.get(guest.bytes, base + offset);
    }

    public static void memoryWriteByte(int base, byte value, int offset, GuestInstance guest) {
        guest.bytes[base + offset] = value;
    }

    public static void memoryWriteShort(int base, short value, int offset, GuestInstance guest) {
        SHORT.set(guest.bytes, base + offset, value);
    }

    public static void memoryWriteInt(int base, int value, int offset, GuestInstance guest) {
        INT.set(guest.bytes, base + offset, value);
    }

    public static void memoryWriteLong(int base, long value, int offset, GuestInstance guest) {
        LONG.set(guest.bytes, base + offset, value);
    }

    public static void memoryWriteFloat(int base, float value, int offset, GuestInstance guest) {
        FLOAT.set(guest.bytes, base + offset, value);
    }

    public static void memoryWriteDouble(int base, double value, int offset, GuestInstance guest) {
        DOUBLE.set(guest.bytes, base + offset, value);
    }

    public static RuntimeException throwTrapException() {
        throw new GuestTrap("unreachable instruction");
    }

    public static RuntimeException throwOutOfBoundsMemoryAccess() {
        throw new GuestTrap("out of bounds memory access");
    }

    public static RuntimeException throwIndirectCallTypeMismatch() {
        throw new GuestTrap("indirect call of a wrong type");
    }

    /** Host-side access, for what the guest shares with it. */
    public int readInt(int address) {
        return (int) INT.get(bytes, address);
    }

    public void writeInt(int address, int value) {
        INT.set(bytes, address, value);
    }

    public long readLong(int address) {
        return (long) LONG.get(bytes, address);
    }

    public void writeLong(int address, long value) {
        LONG.set(bytes, address, value);
    }

    public int pages() {
        return pages;
    }
}
