package org.pythonwasm.machine.wasi;

import static org.pythonwasm.machine.files.Errno.BADF;
import static org.pythonwasm.machine.files.Errno.INVAL;
import static org.pythonwasm.machine.files.Errno.IO;
import static org.pythonwasm.machine.files.Errno.SUCCESS;

import java.io.IOException;
import org.pythonwasm.machine.files.Errno;
import org.pythonwasm.machine.files.ErrnoException;
import org.pythonwasm.machine.files.OpenFile;
import org.pythonwasm.machine.memory.LinearMemory;

/** The functions of WASI on the content of files, and on the streams of descriptors 0 to 2. */
public final class WasiFileData {
    private static final int VECTORS_BETWEEN_LOOKS = 1 << 10;

    private final LinearMemory guest;
    private final StandardStreams streams;
    private final Descriptors files;

    WasiFileData(LinearMemory guest, StandardStreams streams, Descriptors files) {
        this.guest = guest;
        this.streams = streams;
        this.files = files;
    }

    public int fd_write(int fd, int vectors, int count, int written) {
        if (fd == 1 || fd == 2) {
            return emit(fd, vectors, count, written);
        }
        return Errno.of(() -> {
            guest.checkRange(written, 4);
            OpenFile file = files.require(fd);
            long start = file.appends() ? file.stat().size() : file.offset;
            int total = transfer(vectors, count, start, file::write);
            file.offset = start + total;
            guest.writeInt(written, total);
        });
    }

    private int emit(int fd, int vectors, int count, int written) {
        guest.checkRange(written, 4);
        int total = total(vectors, count);
        if (total < 0) {
            return INVAL;
        }
        byte[] bytes = gather(vectors, count, total);
        guest.enterHost();
        try {
            streams.emit(fd, bytes);
        } catch (StandardStreams.WriteFailed e) {
            return IO;
        } finally {
            guest.exitHost();
        }
        guest.writeInt(written, bytes.length);
        return SUCCESS;
    }

    /**
     * Bounds the total, because vectors may overlap: without a bound a small memory could fill the host's heap. Returns
     * -1 beyond it.
     */
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
        return Errno.of(() -> {
            guest.checkRange(read, 4);
            if (fd == 0) {
                guest.writeInt(
                        read,
                        transfer(
                                vectors, count, 0, (at, memory, start, length) -> streams.read(memory, start, length)));
                return;
            }
            OpenFile file = files.require(fd);
            int total = transfer(vectors, count, file.offset, file::read);
            file.offset += total;
            guest.writeInt(read, total);
        });
    }

    public int fd_pread(int fd, int vectors, int count, long offset, int read) {
        return transferAt(fd, vectors, count, offset, read, OpenFile::read);
    }

    public int fd_pwrite(int fd, int vectors, int count, long offset, int written) {
        return transferAt(fd, vectors, count, offset, written, OpenFile::write);
    }

    private int transferAt(int fd, int vectors, int count, long offset, int result, FileTransfer transfer) {
        return Errno.of(() -> {
            guest.checkRange(result, 4);
            OpenFile file = files.require(fd);
            if (offset < 0) {
                throw new ErrnoException(INVAL);
            }
            guest.writeInt(
                    result,
                    transfer(
                            vectors,
                            count,
                            offset,
                            (at, memory, start, length) -> transfer.move(file, at, memory, start, length)));
        });
    }

    private interface FileTransfer {
        int move(OpenFile file, long at, byte[] memory, int start, int length) throws IOException;
    }

    private interface Transfer {
        int move(long at, byte[] memory, int start, int length) throws IOException;
    }

    /**
     * Transfers data between a file and parts of the guest's memory, until one of them ends early; returns the number
     * of bytes.
     */
    private int transfer(int vectors, int count, long at, Transfer transfer) throws IOException {
        int total = 0;
        for (int i = 0; i < count; i++) {
            if (i % VECTORS_BETWEEN_LOOKS == VECTORS_BETWEEN_LOOKS - 1) {
                guest.requireRunning();
            }
            int length = guest.readInt(vectors + 8 * i + 4);
            int start = guest.checkRange(guest.readInt(vectors + 8 * i), length);
            int moved = moved(transfer, at + total, start, Math.min(length, Integer.MAX_VALUE - total), total > 0);
            total += moved;
            if (moved < length) {
                break;
            }
        }
        return total;
    }

    /** Moves one part. A failure after a successful part is reported at the next attempt. */
    private int moved(Transfer transfer, long at, int start, int length, boolean isPart) throws IOException {
        try {
            return transfer.move(at, guest.bytes, start, length);
        } catch (ErrnoException e) {
            if (isPart) {
                return 0;
            }
            throw e;
        }
    }

    public int fd_seek(int fd, long offset, int whence, int result) {
        return Errno.of(() -> {
            guest.checkRange(result, 8);
            OpenFile file = files.require(fd);
            long target = start(file, whence) + offset;
            if (target < 0) {
                throw new ErrnoException(INVAL);
            }
            guest.writeLong(result, target);
            file.offset = target;
        });
    }

    private static long start(OpenFile file, int whence) throws IOException {
        return switch (whence) {
            case 0 -> 0;
            case 1 -> file.offset;
            case 2 -> file.stat().size();
            default -> throw new ErrnoException(INVAL);
        };
    }

    public int fd_tell(int fd, int result) {
        return fd_seek(fd, 0, 1, result);
    }

    public int fd_filestat_set_size(int fd, long size) {
        return Errno.of(() -> files.require(fd).setSize(size));
    }

    /** Does nothing, because written data are visible at once. */
    public int fd_sync(int fd) {
        return fd == 1 || fd == 2 || files.get(fd) != null ? SUCCESS : BADF;
    }

    public int fd_datasync(int fd) {
        return fd_sync(fd);
    }

    public int fd_advise(int fd, long offset, long length, int advice) {
        return fd_sync(fd);
    }
}
