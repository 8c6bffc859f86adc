package org.pythonwasm.engine.internal;

import static org.pythonwasm.engine.internal.Errno.BADF;
import static org.pythonwasm.engine.internal.Errno.INVAL;
import static org.pythonwasm.engine.internal.Errno.MFILE;
import static org.pythonwasm.engine.internal.Errno.NAMETOOLONG;
import static org.pythonwasm.engine.internal.Errno.NOENT;
import static org.pythonwasm.engine.internal.Errno.NOTDIR;
import static org.pythonwasm.engine.internal.Errno.ROFS;
import static org.pythonwasm.engine.internal.Errno.SUCCESS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The functions of WASI on files by their paths, below the root. */
public final class WasiPaths {
    static final long RIGHT_WRITE = 1 << 6;

    private static final int ROOT = Descriptors.ROOT;
    private static final int OPEN_CREATE_OR_TRUNCATE = 1 | 8;
    private static final int OPEN_DIRECTORY = 2;
    private static final int LONGEST_PATH = 4_096;

    private final GuestInstance guest;
    private final FileTree tree;
    private final Descriptors files;

    WasiPaths(GuestInstance guest, FileTree tree, Descriptors files) {
        this.guest = guest;
        this.tree = tree;
        this.files = files;
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
        int fd = refusal == SUCCESS ? files.add(file) : -1;
        if (fd < 0) {
            Descriptors.close(file);
            return refusal == SUCCESS ? MFILE : refusal;
        }
        guest.writeInt(result, fd);
        return SUCCESS;
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
            var stat = tree.isDirectory(name) ? Optional.of(new FileStat(FileStat.DIRECTORY, 0))
                    : tree.sizeOf(name).map(size -> new FileStat(FileStat.REGULAR_FILE, size));
            stat.ifPresent(found -> found.write(guest, result));
            return stat.isPresent() ? SUCCESS : NOENT;
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

    private String path(int address, int length) {
        return FileTree.normalize(
                new String(guest.bytes, guest.checkRange(address, length), length, StandardCharsets.UTF_8));
    }
}
