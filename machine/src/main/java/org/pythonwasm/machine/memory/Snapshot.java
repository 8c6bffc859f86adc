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

    private Snapshot(Snapshot base, GuestInstance guest, Digests digests) {
        this.base = base;
        this.changes = base.changes(guest.bytes, guest.pages() * GuestInstance.PAGE);
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
        return new Snapshot(this, fork, fork.digests.copy());
    }

    /** The memory of a guest that sleeps; what the host holds besides stays where it is. */
    Snapshot asleep(GuestInstance fork) {
        return new Snapshot(this, fork, null);
    }

    /** Creates a new guest in the state of this snapshot. */
    public GuestInstance fork(long memoryLimit, HostImports imports) {
        var guest = new GuestInstance(newMemory(), pages, stackPointer, memoryLimit, imports);
        if (digests != null) {
            guest.digests.take(digests);
        }
        return guest;
    }

    /** Returns an array of its own with the content of this snapshot, as long as its memory is. */
    byte[] newMemory() {
        int size = pages * GuestInstance.PAGE;
        byte[] bytes = size == sizeOfFirst() ? spare.take() : null;
        if (bytes == null) {
            bytes = Arrays.copyOf(memory, size);
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

    /** Returns whether that page of the memory, in units of {@link ChangedPages#SIZE}, has the content that it has here. */
    private boolean hasPage(int page, byte[] bytes) {
        if (base == null) {
            return hasFirstPage(page, bytes);
        }
        int place = changes.find(page);
        return place < 0 ? base.hasPage(page, bytes) : changes.isSame(place, bytes);
    }

    private boolean hasFirstPage(int page, byte[] bytes) {
        int start = page * ChangedPages.SIZE;
        int filled = filled(page);
        return (filled == 0 || Arrays.equals(bytes, start, start + filled, memory, start, start + filled))
                && Arrays.equals(bytes, start + filled, start + ChangedPages.SIZE, ZEROS, filled, ChangedPages.SIZE);
    }

    /** Returns how much of a page lies before the last byte that is not zero. */
    private int filled(int page) {
        return Math.max(0, Math.min(ChangedPages.SIZE, memory.length - page * ChangedPages.SIZE));
    }

    private ChangedPages changes(byte[] bytes, int length) {
        return ChangedPages.of(
                mayDiffer(bytes, length).stream()
                        .filter(page -> !hasPage(page, bytes))
                        .toArray(),
                bytes);
    }

    /** Returns the pages of a memory that differ from the first of all, or do so here. */
    private BitSet mayDiffer(byte[] bytes, int length) {
        var pages = differFromFirst(bytes, length);
        for (var layer = this; layer.base != null; layer = layer.base) {
            layer.changes.addTo(pages);
        }
        return pages;
    }

    /** Long ranges are compared at once, which the processor does at the speed of memory. */
    private BitSet differFromFirst(byte[] bytes, int length) {
        var pages = new BitSet();
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

    /**
     * Takes an array that no guest uses any more, for the next fork. What it holds of that guest is replaced, after a look at
     * every byte.
     */
    void giveBack(byte[] bytes) {
        if (bytes.length == sizeOfFirst() && spare.hasRoom()) {
            differFromFirst(bytes, bytes.length).stream().forEach(page -> restore(page, bytes));
            spare.add(bytes);
        }
    }

    private void restore(int page, byte[] bytes) {
        int start = page * ChangedPages.SIZE;
        int filled = filled(page);
        if (filled > 0) {
            System.arraycopy(memory, start, bytes, start, filled);
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
