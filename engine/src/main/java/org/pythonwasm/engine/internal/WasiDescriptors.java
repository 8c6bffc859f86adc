package org.pythonwasm.engine.internal;

import static org.pythonwasm.engine.internal.Errno.BADF;
import static org.pythonwasm.engine.internal.Errno.INVAL;
import static org.pythonwasm.engine.internal.Errno.IO;
import static org.pythonwasm.engine.internal.Errno.NOENT;
import static org.pythonwasm.engine.internal.Errno.SUCCESS;
import static org.pythonwasm.engine.internal.WasiPaths.RIGHT_WRITE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The functions of WASI on what is open: the request channel on descriptors 0 to 2, the root, and the guest's files. */
public final class WasiDescriptors {
    private static final int ROOT = Descriptors.ROOT;
    private static final int ENTRY_SIZE = 24;

    private final GuestInstance guest;
    private final StandardStreams streams;
    private final Descriptors files;

    WasiDescriptors(GuestInstance guest, StandardStreams streams, Descriptors files) {
        this.guest = guest;
        this.streams = streams;
        this.files = files;
    }

    public int fd_write(int fd, int vectors, int count, int written) {
        if (fd != 1 && fd != 2) {
            return BADF;
        }
        guest.checkRange(written, 4);
        int total = total(vectors, count);
        if (total < 0) {
            return INVAL;
        }
        byte[] bytes = gather(vectors, count, total);
        guest.leave();
        try {
            streams.emit(fd, bytes);
        } catch (StandardStreams.WriteFailed e) {
            return IO;
        } finally {
            guest.comeBack();
        }
        guest.writeInt(written, bytes.length);
        return SUCCESS;
    }

    /** Vectors may overlap: without a bound a small memory could fill the host's heap. Answers -1 beyond it. */
    private int total(int vectors, int count) {
        long total = 0;
        for (int i = 0; i < count; i++) {
            int length = guest.readInt(vectors + 8 * i + 4);
            guest.checkRange(guest.readInt(vectors + 8 * i), length);
            total += length;
            if (total > guest.bytes.length) {
                return -1;
            }
        }
        return (int) total;
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
        OpenFile file = fd == 0 ? null : files.get(fd);
        if (fd != 0 && file == null) {
            return BADF;
        }
        int total = 0;
        try {
            for (int i = 0; i < count; i++) {
                int length = guest.readInt(vectors + 8 * i + 4);
                int address = guest.checkRange(guest.readInt(vectors + 8 * i), length);
                int got = file == null ? streams.read(guest.bytes, address, length) : read(file, address, length);
                total += got;
                if (got < length) {
                    break;
                }
            }
        } catch (IOException e) {
            return IO;
        }
        guest.writeInt(read, total);
        return SUCCESS;
    }

    private int read(OpenFile file, int address, int length) throws IOException {
        int size = file.read(guest.bytes, address, length);
        file.offset += size;
        return size;
    }

    public int fd_seek(int fd, long offset, int whence, int result) {
        OpenFile file = files.get(fd);
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
        if (files.get(fd) == null) {
            return BADF;
        }
        files.close(fd);
        return SUCCESS;
    }

    public int fd_fdstat_get(int fd, int result) {
        if (!isOpen(fd)) {
            return BADF;
        }
        guest.writeLong(result, type(fd));
        // The directory inherits all rights, so that opening for writing reaches path_open and is refused there.
        guest.writeLong(result + 8, fd == 1 || fd == 2 ? -1L : ~RIGHT_WRITE);
        guest.writeLong(result + 16, -1L);
        return SUCCESS;
    }

    private boolean isOpen(int fd) {
        return fd >= 0 && fd <= ROOT || files.get(fd) != null;
    }

    private byte type(int fd) {
        if (fd < ROOT) {
            return FileStat.CHARACTER_DEVICE;
        }
        return fd == ROOT || files.get(fd).isDirectory() ? FileStat.DIRECTORY : FileStat.REGULAR_FILE;
    }

    public int fd_filestat_get(int fd, int result) {
        if (!isOpen(fd)) {
            return BADF;
        }
        try {
            (fd <= ROOT ? new FileStat(type(fd), 0) : FileStat.of(files.get(fd))).write(guest, result);
            return SUCCESS;
        } catch (IOException e) {
            return IO;
        }
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

    /** Entries from {@code cookie} on, the last one cut off where the buffer ends. */
    public int fd_readdir(int fd, int buffer, int size, long cookie, int used) {
        OpenFile file = files.get(fd);
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
}
