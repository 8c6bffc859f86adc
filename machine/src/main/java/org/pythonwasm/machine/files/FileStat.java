package org.pythonwasm.machine.files;

/**
 * What a guest is told about a file.
 *
 * @param type one of the constants
 * @param size in bytes
 * @param device which place it is in
 * @param inode which file of its device it is
 * @param accessed in nanoseconds since 1970, as the other times
 */
public record FileStat(byte type, long size, long device, long inode, long accessed, long modified, long changed) {
    static final byte CHARACTER_DEVICE = 2;
    static final byte DIRECTORY = 3;
    static final byte REGULAR_FILE = 4;

    /** Of what has no place in the tree. */
    public static FileStat ofStream() {
        return new FileStat(CHARACTER_DEVICE, 0, 0, 0, 0, 0, 0);
    }

    /** Of what is the same in all interpreters; its number is that of its path. */
    static FileStat of(byte type, long size, String path, long modified) {
        return new FileStat(type, size, 0, inode(path), modified, modified, modified);
    }

    /** A number that no other path has; programs take two files with the same one for the same file. */
    static long inode(String path) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < path.length(); i++) {
            hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }

    boolean isDirectory() {
        return type == DIRECTORY;
    }
}
