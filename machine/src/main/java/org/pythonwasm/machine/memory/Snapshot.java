package org.pythonwasm.machine.memory;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Linear memory of an initialised guest, from which interpreters are forked. Immutable, thread-safe.
 *
 * @param memory the bytes up to the last that is not zero
 * @param pages the size of the memory they are the start of
 * @param stackPointer the guest's stack pointer
 * @param interruptCells address of the words that {@link InterruptCells} describes
 */
public record Snapshot(byte[] memory, int pages, int stackPointer, int interruptCells) {
    public static final String RESOURCE_DIRECTORY = "org/pythonwasm/engine/guest";
    public static final String MEMORY_RESOURCE = "snapshot.bin";
    public static final String ARCHIVE_RESOURCE = "stdlib.zip";

    /** Of a guest that is at rest between two calls. */
    public static Snapshot take(GuestInstance guest, int interruptCells) {
        int end = guest.pages() * GuestInstance.PAGE;
        while (end > 0 && guest.bytes[end - 1] == 0) {
            end--;
        }
        return new Snapshot(Arrays.copyOf(guest.bytes, end), guest.pages(), guest.stackPointer, interruptCells);
    }

    /** A new guest in the state of this snapshot. */
    public GuestInstance fork(long memoryLimit, HostImports imports) {
        byte[] bytes = Arrays.copyOf(memory, pages * GuestInstance.PAGE);
        return new GuestInstance(bytes, pages, stackPointer, memoryLimit, imports);
    }

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
