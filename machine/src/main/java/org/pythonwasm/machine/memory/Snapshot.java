package org.pythonwasm.machine.memory;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Linear memory of an initialised guest, from which interpreters are forked. That of a fork holds only the pages in which it
 * differs from the snapshot that it was forked from. Immutable, thread-safe.
 */
public final class Snapshot {
    public static final String RESOURCE_DIRECTORY = "org/pythonwasm/engine/guest";
    public static final String MEMORY_RESOURCE = "snapshot.bin";
    public static final String ARCHIVE_RESOURCE = "stdlib.zip";

    private static final byte[] ZEROS = new byte[GuestInstance.PAGE];

    /** Null in the first of all, which has the whole memory. */
    private final Snapshot base;

    private final ChangedPages changes;
    /** Of the first of all: the bytes up to the last that is not zero. */
    private final byte[] memory;

    private final SpareMemories spare;
    private final int pages;
    private final int stackPointer;
    private final int interruptCells;
    /** What the host holds of the guest's digests. */
    private final Digests digests;

    private Snapshot(byte[] memory, int pages, int stackPointer, int interruptCells) {
        this.base = null;
        this.changes = null;
        this.memory = memory;
        this.spare = new SpareMemories();
        this.pages = pages;
        this.stackPointer = stackPointer;
        this.interruptCells = interruptCells;
        this.digests = null;
    }

    /** @param differ pages of the guest's array that are not those of the first of all */
    private Snapshot(Snapshot base, GuestInstance guest, BitSet differ, Digests digests) {
        this.base = base;
        this.changes = base.changes(differ, guest);
        this.memory = base.memory;
        this.spare = base.spare;
        this.pages = guest.pages();
        this.stackPointer = guest.stackPointer;
        this.interruptCells = base.interruptCells;
        this.digests = digests;
    }

    /**
     * Takes the snapshot of a guest that is idle between two calls.
     *
     * @param interruptCells address of the words that {@link InterruptCells} describes
     */
    public static Snapshot take(GuestInstance guest, int interruptCells) {
        int end = guest.pages() * GuestInstance.PAGE;
        while (end > 0 && guest.bytes[end - 1] == 0) {
            end--;
        }
        return new Snapshot(Arrays.copyOf(guest.bytes, end), guest.pages(), guest.stackPointer, interruptCells);
    }

    /** Takes the snapshot of a fork of this one, or of one of its own, that is idle between two calls. */
    public Snapshot of(GuestInstance fork) {
        return new Snapshot(this, fork, differFromFirst(fork.bytes), fork.digests.copy());
    }

    /**
     * Takes the memory of a guest that falls asleep; what the host holds besides stays where it is.
     *
     * @param differ pages that are not those of the first of all
     */
    Snapshot asleep(GuestInstance fork, BitSet differ) {
        return new Snapshot(this, fork, differ, null);
    }

    /** Creates a new guest in the state of this snapshot. */
    public GuestInstance fork(long memoryLimit, HostImports imports) {
        var guest = new GuestInstance(newMemory(), pages, stackPointer, memoryLimit, imports);
        if (digests != null) {
            guest.digests.take(digests);
        }
        return guest;
    }

    /**
     * Returns an array with the content of this snapshot, at least as long as its memory is.
     *
     * @throws OutOfMemoryError if the Java heap has no room for it
     */
    byte[] newMemory() {
        int size = pages * GuestInstance.PAGE;
        byte[] bytes = spare.take(size, sizeOfFirst());
        if (bytes == null) {
            bytes = JavaHeap.copyOf(memory, size);
        }
        copyChangesTo(bytes);
        return bytes;
    }

    private int sizeOfFirst() {
        return base == null ? pages * GuestInstance.PAGE : base.sizeOfFirst();
    }

    private void copyChangesTo(byte[] bytes) {
        if (base != null) {
            base.copyChangesTo(bytes);
            changes.copyTo(bytes);
        }
    }

    /** Reads a page of the memory, in units of {@link ChangedPages#SIZE}, as it is here. */
    private void readPage(int page, byte[] into) {
        if (base == null) {
            restore(page, into, 0);
        } else {
            base.readPage(page, into);
            changes.copyTo(page, into);
        }
    }

    /** Returns how much of a page lies before the last byte that is not zero. */
    private int filled(int page) {
        return Math.max(0, Math.min(ChangedPages.SIZE, memory.length - page * ChangedPages.SIZE));
    }

    private ChangedPages changes(BitSet differ, GuestInstance guest) {
        var pages = (BitSet) differ.clone();
        for (var layer = this; layer.base != null; layer = layer.base) {
            layer.changes.addTo(pages);
        }
        // Behind its memory an array may have room to grow.
        int end = guest.pages() * (GuestInstance.PAGE / ChangedPages.SIZE);
        pages.clear(end, Math.max(end, pages.length()));
        return ChangedPages.of(pages, this::readPage, guest.bytes);
    }

    /**
     * Returns the pages of an array that are not those of the first of all, after a look at every byte. Long ranges are compared at
     * once, which the processor does at the speed of memory.
     */
    BitSet differFromFirst(byte[] bytes) {
        var pages = new BitSet();
        int length = bytes.length;
        for (int from = 0; from < length; ) {
            int end = Math.min(length, from < memory.length ? memory.length : from + ZEROS.length);
            int equal = from < memory.length
                    ? Arrays.mismatch(bytes, from, end, memory, from, end)
                    : Arrays.mismatch(bytes, from, end, ZEROS, 0, end - from);
            if (equal < 0) {
                from = end;
            } else {
                int page = (from + equal) / ChangedPages.SIZE;
                pages.set(page);
                from = (page + 1) * ChangedPages.SIZE;
            }
        }
        return pages;
    }

    /** Returns whether a fork of the first of all would find an array that was used before. */
    public boolean hasSpare() {
        return spare.has();
    }

    /**
     * Takes an array that no guest uses any more, for the next fork: what it holds of that guest is replaced. It becomes garbage where
     * the Java heap has no room for what that takes.
     */
    void giveBack(byte[] bytes) {
        try {
            if (spare.hasRoom(bytes.length, sizeOfFirst())) {
                restoreAndAdd(bytes, differFromFirst(bytes));
            }
        } catch (OutOfMemoryError noRoom) {
            Thread.onSpinWait();
        }
    }

    /**
     * As above.
     *
     * @param differ all its pages that are not those of the first of all
     */
    void giveBack(byte[] bytes, BitSet differ) {
        try {
            restoreAndAdd(bytes, differ);
        } catch (OutOfMemoryError noRoom) {
            Thread.onSpinWait();
        }
    }

    private void restoreAndAdd(byte[] bytes, BitSet differ) {
        if (spare.hasRoom(bytes.length, sizeOfFirst())) {
            for (int page = differ.nextSetBit(0); page >= 0; page = differ.nextSetBit(page + 1)) {
                restore(page, bytes, page * ChangedPages.SIZE);
            }
            spare.add(bytes, sizeOfFirst());
        }
    }

    /** Writes a page as it is in the first of all. */
    private void restore(int page, byte[] bytes, int start) {
        int filled = filled(page);
        if (filled > 0) {
            System.arraycopy(memory, page * ChangedPages.SIZE, bytes, start, filled);
        }
        Arrays.fill(bytes, start + filled, start + ChangedPages.SIZE, (byte) 0);
    }

    /** Returns the address of the words that {@link InterruptCells} describes. */
    public int interruptCells() {
        return interruptCells;
    }

    /** Returns the size of the memory of a fork, in bytes. */
    public long memoryBytes() {
        return (long) pages * GuestInstance.PAGE;
    }

    /** Returns the bytes of the Java heap that it takes besides the snapshot it builds on. */
    public int size() {
        return base == null ? memory.length : changes.size();
    }

    /** Of one that was taken of no fork. */
    public void write(Path file) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(pages);
            out.writeInt(stackPointer);
            out.writeInt(interruptCells);
            out.writeInt(memory.length);
            out.write(memory);
        }
    }

    public static Snapshot read(InputStream stream) throws IOException {
        var in = new DataInputStream(stream);
        int pages = in.readInt();
        int stackPointer = in.readInt();
        int interruptCells = in.readInt();
        byte[] memory = new byte[in.readInt()];
        in.readFully(memory);
        return new Snapshot(memory, pages, stackPointer, interruptCells);
    }
}
