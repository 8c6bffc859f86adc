package org.pythonwasm.machine.wasi;

import static org.pythonwasm.machine.files.Errno.ILSEQ;
import static org.pythonwasm.machine.files.Errno.INVAL;
import static org.pythonwasm.machine.files.Errno.NAMETOOLONG;
import static org.pythonwasm.machine.files.Errno.NOENT;
import static org.pythonwasm.machine.files.Errno.PERM;
import static org.pythonwasm.machine.files.Errno.XDEV;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.pythonwasm.machine.files.Errno;
import org.pythonwasm.machine.files.ErrnoException;
import org.pythonwasm.machine.files.FileTimes;
import org.pythonwasm.machine.files.FileTree;
import org.pythonwasm.machine.files.OpenFile;
import org.pythonwasm.machine.files.OpenFlags;
import org.pythonwasm.machine.memory.LinearMemory;

/** The functions of WASI on files by their paths, below the root or another directory that is open. */
public final class WasiPaths {
    private static final int LONGEST_PATH = 4_096;

    private final LinearMemory guest;
    private final FileTree tree;
    private final Descriptors files;
    private final Clock clock;

    WasiPaths(LinearMemory guest, FileTree tree, Descriptors files, Clock clock) {
        this.guest = guest;
        this.tree = tree;
        this.files = files;
        this.clock = clock;
    }

    public int path_open(
            int directory,
            int lookup,
            int path,
            int length,
            int open,
            long rights,
            long inheriting,
            int flags,
            int result) {
        return Errno.of(() -> {
            guest.checkRange(result, 4);
            OpenFlags how = OpenFlags.of(open, rights);
            String name = path(directory, path, length, how.creates() ? ILSEQ : NOENT);
            files.requireRoom();
            var spot = tree.find(name);
            OpenFile file = spot.place().open(spot.path(), name.endsWith("/") ? how.ofDirectory() : how);
            file.flags = flags & OpenFile.FLAGS;
            guest.writeInt(result, files.add(file));
        });
    }

    public int path_filestat_get(int directory, int flags, int path, int length, int result) {
        return Errno.of(() -> WasiFileStat.write(spot(directory, path, length).stat(), guest, result));
    }

    public int path_filestat_set_times(
            int directory, int lookup, int path, int length, long accessed, long modified, int flags) {
        return Errno.of(() -> {
            var spot = spot(directory, path, length);
            spot.place().setTimes(spot.path(), FileTimes.of(accessed, modified, flags, clock));
        });
    }

    public int path_create_directory(int directory, int path, int length) {
        return Errno.of(() -> {
            var spot = newSpot(directory, path, length);
            spot.place().createDirectory(spot.path());
        });
    }

    public int path_unlink_file(int directory, int path, int length) {
        return Errno.of(() -> {
            var spot = spot(directory, path, length);
            spot.place().removeFile(spot.path());
        });
    }

    public int path_remove_directory(int directory, int path, int length) {
        return Errno.of(() -> {
            var spot = spot(directory, path, length);
            spot.place().removeDirectory(spot.path());
        });
    }

    public int path_rename(int directory, int path, int length, int newDirectory, int newPath, int newLength) {
        return Errno.of(() -> {
            var spot = spot(directory, path, length);
            var target = newSpot(newDirectory, newPath, newLength);
            if (spot.place() != target.place()) {
                spot.stat();
                throw new ErrnoException(XDEV);
            }
            spot.place().rename(spot.path(), target.path());
        });
    }

    /** There are no links, and none can be created: the number is that of a file system without links. */
    public int path_readlink(int directory, int path, int length, int buffer, int size, int result) {
        return refuseLink(directory, path, length, INVAL);
    }

    public int path_link(int directory, int flags, int path, int length, int newDirectory, int newPath, int newLength) {
        return refuseLink(directory, path, length, PERM);
    }

    public int path_symlink(int path, int length, int directory, int newPath, int newLength) {
        return PERM;
    }

    private int refuseLink(int directory, int path, int length, int errno) {
        return Errno.of(() -> {
            spot(directory, path, length).stat();
            throw new ErrnoException(errno);
        });
    }

    private FileTree.Spot spot(int directory, int path, int length) throws IOException {
        return tree.find(path(directory, path, length, NOENT));
    }

    private FileTree.Spot newSpot(int directory, int path, int length) throws IOException {
        return tree.find(path(directory, path, length, ILSEQ));
    }

    /**
     * @param otherwise the error if the path is not UTF-8: there is no such file, and none can be created, because two
     *     names could become the same
     */
    private String path(int directory, int address, int length, int otherwise) throws IOException {
        if (length > LONGEST_PATH) {
            throw new ErrnoException(NAMETOOLONG);
        }
        String above =
                directory == Descriptors.ROOT ? "" : files.require(directory).path() + "/";
        guest.checkRange(address, length);
        try {
            return above + StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(guest.bytes, address, length));
        } catch (CharacterCodingException e) {
            throw new ErrnoException(otherwise);
        }
    }
}
