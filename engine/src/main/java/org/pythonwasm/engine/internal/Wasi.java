package org.pythonwasm.engine.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All that the built-in guest sees of the world: WASI preview 1, denied but for the clock, random numbers, sleeping, the
 * request channel on descriptors 0 to 2 and one read-only file, the archive of the standard library. An import of the
 * guest without a method of the same name here answers {@code ENOSYS}.
 *
 * <p>Methods are named after the WASI functions, which generated code calls directly. Each answers an error number.
 */
public final class Wasi {
    /** Where the guest finds its standard library. */
    static final String ARCHIVE = "usr/local/lib/python313.zip";

    private static final int SUCCESS = 0;
    private static final int BADF = 8;
    private static final int INVAL = 28;
    private static final int IO = 29;
    private static final int NOENT = 44;
    private static final int ROFS = 69;

    private static final int ROOT = 3;
    private static final int FIRST_FILE = 4;
    private static final byte TYPE_CHARACTER_DEVICE = 2;
    private static final byte TYPE_DIRECTORY = 3;
    private static final byte TYPE_REGULAR_FILE = 4;
    private static final int OPEN_CREATE_OR_TRUNCATE = 1 | 8;
    private static final long RIGHT_WRITE = 1 << 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Supplier<byte[]> archive;
    private final List<Position> files = new ArrayList<>();
    private final ArrayDeque<byte[]> input = new ArrayDeque<>();
    private int inputOffset;
    private Consumer<byte[]> standardOutput = bytes -> { };
    private Consumer<byte[]> standardError = bytes -> { };
    private GuestInstance guest;

    /** The host could not take output: the guest gets an I/O error. */
    public static final class WriteFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Position {
        private int offset;
    }

    /** @param archive the standard library, asked for when the guest first opens it */
    public Wasi(Supplier<byte[]> archive) {
        this.archive = archive;
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

    private static long wallNanos() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    public int random_get(int address, int length) {
        guest.checkRange(address, length);
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        System.arraycopy(random, 0, guest.bytes, address, length);
        return SUCCESS;
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
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            int length = guest.readInt(vectors + 8 * i + 4);
            bytes.write(guest.bytes, guest.checkRange(guest.readInt(vectors + 8 * i), length), length);
            // Vectors may overlap: without a bound a small memory could fill the host's heap.
            if (bytes.size() > guest.bytes.length) {
                return INVAL;
            }
        }
        try {
            (fd == 1 ? standardOutput : standardError).accept(bytes.toByteArray());
        } catch (WriteFailed e) {
            return IO;
        }
        guest.writeInt(written, bytes.size());
        return SUCCESS;
    }

    public int fd_read(int fd, int vectors, int count, int read) {
        Position file = fd == 0 ? null : file(fd);
        if (fd != 0 && file == null) {
            return BADF;
        }
        int total = 0;
        for (int i = 0; i < count; i++) {
            int length = guest.readInt(vectors + 8 * i + 4);
            int address = guest.checkRange(guest.readInt(vectors + 8 * i), length);
            int got = file == null ? readInput(address, length) : readArchive(file, address, length);
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

    private int readArchive(Position file, int address, int length) {
        int size = Math.min(length, Math.max(0, archive.get().length - file.offset));
        System.arraycopy(archive.get(), file.offset, guest.bytes, address, size);
        file.offset += size;
        return size;
    }

    public int fd_seek(int fd, long offset, int whence, int result) {
        Position file = file(fd);
        if (file == null) {
            return BADF;
        }
        long start = whence == 0 ? 0 : whence == 1 ? file.offset : archive.get().length;
        long target = start + offset;
        if (target < 0 || target > archive.get().length) {
            return INVAL;
        }
        file.offset = (int) target;
        guest.writeLong(result, target);
        return SUCCESS;
    }

    public int fd_tell(int fd, int result) {
        return fd_seek(fd, 0, 1, result);
    }

    public int fd_close(int fd) {
        if (file(fd) == null) {
            return BADF;
        }
        files.set(fd - FIRST_FILE, null);
        return SUCCESS;
    }

    public int fd_fdstat_get(int fd, int result) {
        if (fd > ROOT && file(fd) == null || fd < 0) {
            return BADF;
        }
        byte type = fd < ROOT ? TYPE_CHARACTER_DEVICE : fd == ROOT ? TYPE_DIRECTORY : TYPE_REGULAR_FILE;
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
        if (directory != ROOT || !path(path, length).equals(ARCHIVE)) {
            return (open & OPEN_CREATE_OR_TRUNCATE) != 0 ? ROFS : NOENT;
        }
        if ((open & OPEN_CREATE_OR_TRUNCATE) != 0 || (rights & RIGHT_WRITE) != 0) {
            return ROFS;
        }
        int slot = files.indexOf(null);
        if (slot < 0) {
            slot = files.size();
            files.add(null);
        }
        files.set(slot, new Position());
        guest.writeInt(result, FIRST_FILE + slot);
        return SUCCESS;
    }

    public int path_filestat_get(int directory, int flags, int path, int length, int result) {
        if (directory != ROOT) {
            return BADF;
        }
        String name = path(path, length);
        if (name.equals(ARCHIVE)) {
            return stat(result, TYPE_REGULAR_FILE);
        }
        boolean parent = name.isEmpty() || name.equals(".") || ARCHIVE.startsWith(name + "/");
        return parent ? stat(result, TYPE_DIRECTORY) : NOENT;
    }

    /** Programs tell a file that is not there from one that must not be touched, so the difference is kept. */
    private int refuseChange(int directory, int path, int length) {
        return directory != ROOT ? BADF : path(path, length).equals(ARCHIVE) ? ROFS : NOENT;
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
        if (fd >= 0 && fd < ROOT) {
            return stat(result, TYPE_CHARACTER_DEVICE);
        }
        return fd == ROOT ? stat(result, TYPE_DIRECTORY) : file(fd) == null ? BADF : stat(result, TYPE_REGULAR_FILE);
    }

    private int stat(int result, byte type) {
        for (int i = 0; i < 64; i += 8) {
            guest.writeLong(result + i, 0);
        }
        guest.writeLong(result + 16, type);
        guest.writeLong(result + 24, 1);
        guest.writeLong(result + 32, type == TYPE_REGULAR_FILE ? archive.get().length : 0);
        return SUCCESS;
    }

    private String path(int address, int length) {
        String path = new String(guest.bytes, guest.checkRange(address, length), length, StandardCharsets.UTF_8);
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private Position file(int fd) {
        int slot = fd - FIRST_FILE;
        return slot >= 0 && slot < files.size() ? files.get(slot) : null;
    }

    /** Clock subscriptions only: this is how the guest sleeps. */
    public int poll_oneoff(int subscriptions, int events, int count, int result) {
        long wait = Long.MAX_VALUE;
        int first = -1;
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

    /** In slices, so that {@link GuestInstance#stop} ends it too. */
    private void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            if (guest.stop) {
                guest.trapStopped();
            }
            LockSupport.parkNanos(Math.min(left, 10_000_000L));
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
