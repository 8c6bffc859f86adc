package org.pythonwasm.engine;

/**
 * The limits of one interpreter's scratch space, see {@link PythonRuntime.Builder#withScratchSpace}. Beyond them Python
 * raises {@code OSError}. The files are in the Java heap, not in the interpreter's memory: plan for {@code bytes}, and
 * up to 10 KiB more per file. Immutable.
 *
 * @param bytes of all files together; a hole in a sparse file counts like data, and a file that was removed while it
 *     was open counts until it is closed. Beyond it {@code ENOSPC}. Default 64 MiB, at most 1 TiB
 * @param files files and directories; beyond it {@code ENOSPC}. Default 4,096
 * @param nameLength of a file or directory, in bytes of UTF-8; beyond it {@code ENAMETOOLONG}. Default 255, at most 1,024
 * @param depth nesting levels below the scratch space; beyond it {@code ENAMETOOLONG}. Default 64, at most 256
 */
public record ScratchLimits(long bytes, int files, int nameLength, int depth) {
    private static final long LARGEST = 1L << 40;
    private static final int LONGEST_NAME = 1_024;
    private static final int DEEPEST = 256;
    private static final ScratchLimits DEFAULTS = new ScratchLimits(64L << 20, 4_096, 255, 64);

    public ScratchLimits {
        requireWithin("size of a scratch space", bytes, LARGEST);
        requireWithin("number of files in a scratch space", files, Integer.MAX_VALUE);
        requireWithin("length of a file's name", nameLength, LONGEST_NAME);
        requireWithin("depth of directories", depth, DEEPEST);
    }

    private static void requireWithin(String what, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " must be between 1 and " + most + ", got " + value);
        }
    }

    public static ScratchLimits defaults() {
        return DEFAULTS;
    }

    public ScratchLimits withBytes(long newBytes) {
        return new ScratchLimits(newBytes, files, nameLength, depth);
    }

    public ScratchLimits withFiles(int newFiles) {
        return new ScratchLimits(bytes, newFiles, nameLength, depth);
    }

    public ScratchLimits withNameLength(int newLength) {
        return new ScratchLimits(bytes, files, newLength, depth);
    }

    public ScratchLimits withDepth(int newDepth) {
        return new ScratchLimits(bytes, files, nameLength, newDepth);
    }
}
