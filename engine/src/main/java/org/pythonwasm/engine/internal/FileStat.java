package org.pythonwasm.engine.internal;

/**
 * What a guest is told about a file.
 *
 * @param type one of the constants
 * @param size in bytes
 */
record FileStat(byte type, long size) {
    static final byte CHARACTER_DEVICE = 2;
    static final byte DIRECTORY = 3;
    static final byte REGULAR_FILE = 4;

    private static final int LENGTH = 64;

    static FileStat of(OpenFile file) throws java.io.IOException {
        return new FileStat(file.isDirectory() ? DIRECTORY : REGULAR_FILE, file.size());
    }

    /** As {@code filestat}: device, inode, type, links, size, times. */
    void write(GuestInstance guest, int address) {
        guest.checkRange(address, LENGTH);
        for (int i = 0; i < LENGTH; i += 8) {
            guest.writeLong(address + i, 0);
        }
        guest.writeLong(address + 16, type);
        guest.writeLong(address + 24, 1);
        guest.writeLong(address + 32, size);
    }
}
