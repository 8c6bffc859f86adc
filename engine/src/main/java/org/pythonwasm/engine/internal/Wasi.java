package org.pythonwasm.engine.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All that the built-in guest sees of the world: WASI preview 1, denied but for the clock, random numbers, sleeping, the
 * request channel on descriptors 0 to 2, one read-only file, the archive of the standard library, and what was granted. An
 * import of the guest without a method of the same name here answers {@code ENOSYS}.
 *
 * <p>Methods are named after the WASI functions, which generated code calls directly. Each answers an error number.
 */
public final class Wasi {
    private static final int SUCCESS = 0;
    private static final int BADF = 8;
    private static final int INVAL = 28;
    private static final int IO = 29;
    private static final int MFILE = 33;
    private static final int NAMETOOLONG = 37;
    private static final int NOENT = 44;
    private static final int NOTDIR = 54;
    private static final int ROFS = 69;

    private static final int ROOT = 3;
    private static final int FIRST_FILE = 4;
    private static final byte TYPE_CHARACTER_DEVICE = 2;
    private static final byte TYPE_DIRECTORY = 3;
    private static final byte TYPE_REGULAR_FILE = 4;
    private static final int OPEN_CREATE_OR_TRUNCATE = 1 | 8;
    private static final int OPEN_DIRECTORY = 2;
    private static final long RIGHT_WRITE = 1 << 6;
    /** They take no memory of the guest. */
    private static final int MOST_OPEN = 256;
    private static final int LONGEST_PATH = 4_096;
    /** Between two looks at whether the guest is to stop. */
    private static final int SLICE = 1 << 20;
    private static final int ENTRY_SIZE = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FileTree tree;
    private final Grants grants;
    private final Random random;
    private final List<OpenFile> files = new ArrayList<>();
    private final ArrayDeque<byte[]> input = new ArrayDeque<>();
    private int inputOffset;
    private Consumer<byte[]> standardOutput = bytes -> { };
    private Consumer<byte[]> standardError = bytes -> { };
    private GuestInstance guest;

    /** The host could not take output: the guest gets an I/O error. */
    public static final class WriteFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param archive the standard library, asked for when the guest first opens it */
    public Wasi(Supplier<byte[]> archive, Grants grants) {
        this.tree = new FileTree(archive, grants.directories());
        this.grants = grants;
        this.random = grants.seed().isPresent() ? new Random(grants.seed().getAsLong()) : RANDOM;
    }

    /** With nothing granted. */
    public Wasi(Supplier<byte[]> archive) {
        this(archive, Grants.NONE);
    }

    /** Closes the files of the host that the guest has left open. From any thread, when the guest runs no more. */
    public void close() {
        synchronized (files) {
            files.forEach(Wasi::close);
            files.clear();
        }
    }

    private static void close(OpenFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException onlyRead) {
            throw new UncheckedIOException(onlyRead);
        }
    }

    void attach(GuestInstance owner) {
        guest = owner;
    }

    /** Puts bytes on the guest's stdin. */
    public void feed(byte[] bytes) {
        input.add(bytes);
    }

    /** Forgets input that was not read. */
    public void clearInput() {
        input.clear();
        inputOffset = 0;
    }

    /** Takes input that was not read, for a guest that reads elsewhere; null where there is none. */
    public byte[] takeInput() {
        byte[] taken = input.poll();
        inputOffset = 0;
        return taken;
    }

    /** What a guest wrote elsewhere. */
    public void emit(int fd, byte[] bytes) {
        (fd == 1 ? standardOutput : standardError).accept(bytes);
    }

    public void setOutput(Consumer<byte[]> stdout, Consumer<byte[]> stderr) {
        standardOutput = stdout;
        standardError = stderr;
    }

    public int environ_sizes_get(int count, int size) {
        guest.writeInt(count, 0);
        guest.writeInt(size, 0);
        return SUCCESS;
    }

    public int environ_get(int environ, int buffer) {
        return SUCCESS;
    }

    public int args_sizes_get(int count, int size) {
        return environ_sizes_get(count, size);
    }

    public int args_get(int argv, int buffer) {
        return SUCCESS;
    }

    public int clock_res_get(int clock, int result) {
        guest.writeLong(result, 1000);
        return SUCCESS;
    }

    public int clock_time_get(int clock, long precision, int result) {
        guest.writeLong(result, clock == 0 ? wallNanos() : System.nanoTime());
        return SUCCESS;
    }

    private long wallNanos() {
        var now = grants.clock().instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    public int random_get(int address, int length) {
        guest.checkRange(address, length);
        for (int done = 0; done < length; done += SLICE) {
            requireRunning();
            byte[] slice = new byte[Math.min(SLICE, length - done)];
            random.nextBytes(slice);
            System.arraycopy(slice, 0, guest.bytes, address + done, slice.length);
        }
        return SUCCESS;
    }

    private void requireRunning() {
        if (guest.stop) {
            guest.trapStopped();
        }
    }

    public int sched_yield() {
        return SUCCESS;
    }

    public void proc_exit(int status) {
        throw new GuestExit(status);
    }

    public int fd_write(int fd, int vectors, int count, int written) {
        if (fd != 1 && fd != 2) {
            return BADF;
        }
        guest.checkRange(written, 4);
        long total = 0;
        for (int i = 0; i < count; i++) {
            int length = guest.readInt(vectors + 8 * i + 4);
            guest.checkRange(guest.readInt(vectors + 8 * i), length);
            total += length;
            // Vectors may overlap: without a bound a small memory could fill the host's heap.
            if (total > guest.bytes.length) {
                return INVAL;
            }
        }
        byte[] bytes = gather(vectors, count, (int) total);
        try {
            (fd == 1 ? standardOutput : standardError).accept(bytes);
        } catch (WriteFailed e) {
            return IO;
        }
        guest.writeInt(written, bytes.length);
        return SUCCESS;
    }

    private byte[] gather(int vectors, int count, int total) {
        byte[] bytes = new byte[total];
        int size = 0;
        for (int i = 0; i < count; i++) {
            int length = guest.readInt(vectors + 8 * i + 4);
            System.arraycopy(guest.bytes, guest.readInt(vectors + 8 * i), bytes, size, length);
            size += length;
        }
        return bytes;
    }

    public int fd_read(int fd, int vectors, int count, int read) {
        OpenFile file = fd == 0 ? null : file(fd);
        if (fd != 0 && file == null) {
            return BADF;
        }
        int total = 0;
        for (int i = 0; i < count; i++) {
            int length = guest.readInt(vectors + 8 * i + 4);
            int address = guest.checkRange(guest.readInt(vectors + 8 * i), length);
            int got = file == null ? readInput(address, length) : readFile(file, address, length);
            if (got < 0) {
                return IO;
            }
            total += got;
            if (got < length) {
                break;
            }
        }
        guest.writeInt(read, total);
        return SUCCESS;
    }

    private int readInput(int address, int length) {
        byte[] head = input.peek();
        if (head == null) {
            return 0;
        }
        int size = Math.min(length, head.length - inputOffset);
        System.arraycopy(head, inputOffset, guest.bytes, address, size);
        inputOffset += size;
        if (inputOffset == head.length) {
            input.remove();
            inputOffset = 0;
        }
        return size;
    }

    /** Answers -1 where the host cannot read. */
    private int readFile(OpenFile file, int address, int length) {
        try {
            int size = file.read(guest.bytes, address, length);
            file.offset += size;
            return size;
        } catch (IOException e) {
            return -1;
        }
    }

    public int fd_seek(int fd, long offset, int whence, int result) {
        OpenFile file = file(fd);
        if (file == null) {
            return BADF;
        }
        try {
            long start = whence == 0 ? 0 : whence == 1 ? file.offset : file.size();
            long target = start + offset;
            if (target < 0 || target > file.size()) {
                return INVAL;
            }
            guest.writeLong(result, target);
            file.offset = target;
            return SUCCESS;
        } catch (IOException e) {
            return IO;
        }
    }

    public int fd_tell(int fd, int result) {
        return fd_seek(fd, 0, 1, result);
    }

    public int fd_close(int fd) {
        OpenFile file = file(fd);
        if (file == null) {
            return BADF;
        }
        synchronized (files) {
            files.set(fd - FIRST_FILE, null);
        }
        close(file);
        return SUCCESS;
    }

    public int fd_fdstat_get(int fd, int result) {
        if (fd > ROOT && file(fd) == null || fd < 0) {
            return BADF;
        }
        byte type = fd < ROOT ? TYPE_CHARACTER_DEVICE : fd == ROOT || file(fd).isDirectory() ? TYPE_DIRECTORY : TYPE_REGULAR_FILE;
        guest.writeLong(result, type);
        // The directory inherits all rights, so that opening for writing reaches path_open and is refused there.
        guest.writeLong(result + 8, fd == 1 || fd == 2 ? -1L : ~RIGHT_WRITE);
        guest.writeLong(result + 16, -1L);
        return SUCCESS;
    }

    public int fd_prestat_get(int fd, int result) {
        if (fd != ROOT) {
            return BADF;
        }
        guest.writeInt(result, 0);
        guest.writeInt(result + 4, 1);
        return SUCCESS;
    }

    public int fd_prestat_dir_name(int fd, int path, int length) {
        if (fd != ROOT || length < 1) {
            return BADF;
        }
        guest.bytes[guest.checkRange(path, 1)] = '/';
        return SUCCESS;
    }

    public int path_open(int directory, int lookup, int path, int length, int open, long rights, long inheriting,
            int flags, int result) {
        if (length > LONGEST_PATH) {
            return NAMETOOLONG;
        }
        guest.checkRange(result, 4);
        boolean changes = (open & OPEN_CREATE_OR_TRUNCATE) != 0;
        if (directory != ROOT) {
            return changes ? ROFS : NOENT;
        }
        try {
            String name = path(path, length);
            var found = changes && !name.equals(FileTree.ARCHIVE) ? Optional.<OpenFile>empty() : tree.open(name);
            if (found.isEmpty()) {
                return changes ? ROFS : NOENT;
            }
            return opened(found.get(), open, changes || (rights & RIGHT_WRITE) != 0, result);
        } catch (IOException e) {
            return NOENT;
        }
    }

    private int opened(OpenFile file, int open, boolean writes, int result) {
        int refusal = writes && !file.isDirectory() ? ROFS : (open & OPEN_DIRECTORY) != 0 && !file.isDirectory() ? NOTDIR : 0;
        synchronized (files) {
            int slot = files.indexOf(null);
            if (slot < 0) {
                slot = files.size();
                files.add(null);
            }
            if (refusal == SUCCESS && slot < MOST_OPEN) {
                files.set(slot, file);
                guest.writeInt(result, FIRST_FILE + slot);
                return SUCCESS;
            }
        }
        close(file);
        return refusal == SUCCESS ? MFILE : refusal;
    }

    /** Entries from {@code cookie} on, the last one cut off where the buffer ends. */
    public int fd_readdir(int fd, int buffer, int size, long cookie, int used) {
        OpenFile file = file(fd);
        if (file == null || !file.isDirectory()) {
            return fd == ROOT ? NOENT : BADF;
        }
        guest.checkRange(buffer, size);
        guest.checkRange(used, 4);
        int written = 0;
        for (long next = Math.max(0, cookie); next < file.names().size() && written < size; next++) {
            byte[] entry = entry(file.names().get((int) next), next + 1);
            int length = Math.min(entry.length, size - written);
            System.arraycopy(entry, 0, guest.bytes, buffer + written, length);
            written += length;
        }
        guest.writeInt(used, written);
        return SUCCESS;
    }

    /** {@code dirent}: cookie of the next, inode, length of the name, type (unknown), name. The C library asks again for an inode of 0. */
    private static byte[] entry(String name, long next) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] entry = new byte[ENTRY_SIZE + text.length];
        GuestInstance.LONG.set(entry, 0, next);
        GuestInstance.LONG.set(entry, 8, next);
        GuestInstance.INT.set(entry, 16, text.length);
        System.arraycopy(text, 0, entry, ENTRY_SIZE, text.length);
        return entry;
    }

    public int path_filestat_get(int directory, int flags, int path, int length, int result) {
        if (directory != ROOT) {
            return BADF;
        }
        if (length > LONGEST_PATH) {
            return NAMETOOLONG;
        }
        String name = path(path, length);
        try {
            if (tree.isDirectory(name)) {
                return stat(result, TYPE_DIRECTORY, 0);
            }
            var size = tree.sizeOf(name);
            return size.isPresent() ? stat(result, TYPE_REGULAR_FILE, size.get()) : NOENT;
        } catch (IOException e) {
            return NOENT;
        }
    }

    /** Programs tell a file that is not there from one that must not be touched, so the difference is kept. */
    private int refuseChange(int directory, int path, int length) {
        if (directory != ROOT || length > LONGEST_PATH) {
            return directory != ROOT ? BADF : NAMETOOLONG;
        }
        String name = path(path, length);
        try {
            return tree.sizeOf(name).isPresent() ? ROFS : NOENT;
        } catch (IOException e) {
            return NOENT;
        }
    }

    public int path_unlink_file(int directory, int path, int length) {
        return refuseChange(directory, path, length);
    }

    public int path_remove_directory(int directory, int path, int length) {
        return refuseChange(directory, path, length);
    }

    public int path_rename(int directory, int path, int length, int newDirectory, int newPath, int newLength) {
        return refuseChange(directory, path, length);
    }

    public int path_create_directory(int directory, int path, int length) {
        return ROFS;
    }

    public int path_readlink(int directory, int path, int length, int buffer, int size, int result) {
        return refuseChange(directory, path, length) == NOENT ? NOENT : INVAL;
    }

    public int fd_filestat_get(int fd, int result) {
        if (fd >= 0 && fd <= ROOT) {
            return stat(result, fd == ROOT ? TYPE_DIRECTORY : TYPE_CHARACTER_DEVICE, 0);
        }
        OpenFile file = file(fd);
        if (file == null) {
            return BADF;
        }
        try {
            return stat(result, file.isDirectory() ? TYPE_DIRECTORY : TYPE_REGULAR_FILE, file.size());
        } catch (IOException e) {
            return IO;
        }
    }

    private int stat(int result, byte type, long size) {
        guest.checkRange(result, 64);
        for (int i = 0; i < 64; i += 8) {
            guest.writeLong(result + i, 0);
        }
        guest.writeLong(result + 16, type);
        guest.writeLong(result + 24, 1);
        guest.writeLong(result + 32, size);
        return SUCCESS;
    }

    private String path(int address, int length) {
        return FileTree.normalize(
                new String(guest.bytes, guest.checkRange(address, length), length, StandardCharsets.UTF_8));
    }

    private OpenFile file(int fd) {
        int slot = fd - FIRST_FILE;
        return slot >= 0 && slot < files.size() ? files.get(slot) : null;
    }

    /** Clock subscriptions only: this is how the guest sleeps. */
    public int poll_oneoff(int subscriptions, int events, int count, int result) {
        long wait = Long.MAX_VALUE;
        int first = -1;
        guest.checkRange(events, 32);
        guest.checkRange(result, 4);
        for (int i = 0; i < count; i++) {
            int subscription = subscriptions + 48 * i;
            if (guest.bytes[subscription + 8] != 0) {
                continue;
            }
            boolean absolute = (guest.readInt(subscription + 40) & 1) != 0;
            long timeout = guest.readLong(subscription + 24);
            long now = guest.readInt(subscription + 16) == 0 ? wallNanos() : System.nanoTime();
            long nanos = absolute ? timeout - now : timeout;
            if (nanos < wait) {
                wait = nanos;
                first = subscription;
            }
        }
        if (first < 0) {
            return INVAL;
        }
        sleep(Math.max(0, wait));
        guest.writeLong(events, guest.readLong(first));
        guest.writeLong(events + 8, 0);
        guest.writeLong(events + 16, 0);
        guest.writeLong(events + 24, 0);
        guest.writeInt(result, 1);
        return SUCCESS;
    }

    /** In slices, so that {@link GuestInstance#stop} ends it too, and an exception that waits for the guest. */
    private void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            requireRunning();
            if (guest.awake) {
                guest.awake = false;
                return;
            }
            LockSupport.parkNanos(Math.min(left, 10_000_000L));
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
