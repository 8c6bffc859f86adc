package org.pythonwasm.machine.wasi;

import static org.pythonwasm.machine.files.Errno.BADF;
import static org.pythonwasm.machine.files.Errno.NOENT;
import static org.pythonwasm.machine.files.Errno.SUCCESS;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.pythonwasm.machine.files.Errno;
import org.pythonwasm.machine.files.FileStat;
import org.pythonwasm.machine.files.FileTimes;
import org.pythonwasm.machine.files.FileTree;
import org.pythonwasm.machine.files.OpenFile;
import org.pythonwasm.machine.files.OpenFlags;
import org.pythonwasm.machine.memory.LinearMemory;

/** The functions of WASI on open descriptors: the request channel on 0 to 2, the root, and the guest's files. */
public final class WasiDescriptors {
    private static final int ROOT = Descriptors.ROOT;
    private static final int ENTRY_SIZE = 24;

    private final LinearMemory guest;
    private final Descriptors files;
    private final FileTree tree;
    private final Clock clock;

    WasiDescriptors(LinearMemory guest, Descriptors files, FileTree tree, Clock clock) {
        this.guest = guest;
        this.files = files;
        this.tree = tree;
        this.clock = clock;
    }

    public int fd_close(int fd) {
        if (files.get(fd) == null) {
            return BADF;
        }
        files.close(fd);
        return SUCCESS;
    }

    public int fd_fdstat_get(int fd, int result) {
        return Errno.of(() -> {
            FileStat stat = stat(fd);
            OpenFile file = files.get(fd);
            guest.writeLong(result, stat.type() | (file == null ? 0 : file.flags << 16));
            guest.writeLong(
                    result + 8, fd == 1 || fd == 2 ? -1L : file == null ? ~OpenFlags.RIGHT_WRITE : rights(file));
            // The root inherits all rights, so that opening for writing reaches path_open, which decides.
            guest.writeLong(result + 16, -1L);
        });
    }

    private static long rights(OpenFile file) {
        return ~(file.isReadable() ? 0 : OpenFlags.RIGHT_READ) & ~(file.isWritable() ? 0 : OpenFlags.RIGHT_WRITE);
    }

    public int fd_fdstat_set_flags(int fd, int flags) {
        return Errno.of(() -> files.require(fd).flags = flags & OpenFile.FLAGS);
    }

    private FileStat stat(int fd) throws java.io.IOException {
        return fd >= 0 && fd < ROOT
                ? FileStat.ofStream()
                : fd == ROOT ? tree.find("").stat() : files.require(fd).stat();
    }

    public int fd_filestat_get(int fd, int result) {
        return Errno.of(() -> WasiFileStat.write(stat(fd), guest, result));
    }

    public int fd_filestat_set_times(int fd, long accessed, long modified, int flags) {
        return Errno.of(() -> files.require(fd).setTimes(FileTimes.of(accessed, modified, flags, clock)));
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

    /** Returns entries from {@code cookie} on; the last one is cut off at the end of the buffer. */
    public int fd_readdir(int fd, int buffer, int size, long cookie, int used) {
        if (fd == ROOT) {
            return NOENT;
        }
        return Errno.of(() -> {
            OpenFile directory = files.require(fd);
            guest.checkRange(buffer, size);
            guest.checkRange(used, 4);
            int written = 0;
            for (var next = directory.entryAfter(cookie);
                    next.isPresent() && written < size;
                    next = directory.entryAfter(next.get().cookie())) {
                byte[] entry = bytes(next.get());
                int length = Math.min(entry.length, size - written);
                System.arraycopy(entry, 0, guest.bytes, buffer + written, length);
                written += length;
            }
            guest.writeInt(used, written);
        });
    }

    /** {@code dirent}: cookie, inode, length of the name, type, name. */
    private static byte[] bytes(OpenFile.Entry entry) {
        byte[] text = entry.name().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[ENTRY_SIZE + text.length];
        LinearMemory.LONG.set(bytes, 0, entry.cookie());
        LinearMemory.LONG.set(bytes, 8, entry.inode());
        LinearMemory.INT.set(bytes, 16, text.length);
        LinearMemory.INT.set(bytes, 20, entry.type());
        System.arraycopy(text, 0, bytes, ENTRY_SIZE, text.length);
        return bytes;
    }
}
