package org.pythonwasm.machine.memory;

import java.util.Arrays;

/**
 * A running built-in guest: its linear memory, its stack pointer and its way to the host. Every translated Wasm function gets it
 * as last argument.
 */
public final class GuestInstance extends LinearMemory {
    /** The guest's only mutable global. */
    public int stackPointer;
    /** The value that a part of a long function hands back to the rest of it: written last by the part, read first by its caller. */
    public final long[] spill = new long[64];

    /** Generated code reads this. */
    public final HostImports imports;

    public final Digests digests = new Digests(this);
    public final JavaCalls javaCalls = new JavaCalls(this);
    public final Regexes regexes = new Regexes(this);
    public CodeHost codes = new CodeHost(this);
    /** What is kept of the memory while the guest sleeps; null while it is awake. */
    private Snapshot asleep;

    public GuestInstance(byte[] bytes, int pages, int stackPointer, long memoryLimit, HostImports imports) {
        super(bytes, pages, memoryLimit);
        this.stackPointer = stackPointer;
        this.imports = imports;
        imports.attach(this);
    }

    /**
     * Gives the memory back and keeps the pages that differ from those of a snapshot. What the host holds for the guest (open files,
     * a scratch space, digests) stays. Called while no call runs, and nobody else reads or writes the memory.
     *
     * @param origin that this guest was forked from
     * @throws OutOfMemoryError if the Java heap has no room for the pages; it is awake then
     */
    public void sleep(Snapshot origin) {
        var differ = origin.differFromFirst(bytes);
        Snapshot kept = origin.asleep(this, differ);
        byte[] last = move(NONE, kept.size());
        asleep = kept;
        origin.giveBack(last, differ);
    }

    /**
     * Takes a memory again, if it sleeps, with what it held. Same thread rule as {@link #sleep}.
     *
     * @throws OutOfMemoryError if the Java heap has no room for it; it sleeps on then
     */
    public void wake() {
        Snapshot kept = asleep;
        if (kept != null) {
            move(kept.newMemory(), AWAKE);
            asleep = null;
        }
    }

    /**
     * Ends a guest which no call uses, nor will use: its array is for the next one.
     *
     * @param origin that this guest was forked from
     */
    public void end(Snapshot origin) {
        byte[] last = bytes;
        drop();
        origin.giveBack(last);
    }

    /** {@code memory.size}. */
    public static int memoryPages(GuestInstance guest) {
        return guest.pages();
    }

    /** {@code memory.grow}. */
    public static int memoryGrow(int delta, GuestInstance guest) {
        return guest.grow(delta);
    }

    @Override
    public void drop() {
        super.drop();
        asleep = null;
        digests.drop();
        regexes.drop();
        codes.drop();
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
}
