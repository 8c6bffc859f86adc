package org.pythonwasm.machine.wasi;

import org.pythonwasm.machine.files.FileStat;
import org.pythonwasm.machine.memory.LinearMemory;

/** Writes the attributes of a file in WASI's layout. Stateless. */
final class WasiFileStat {
    private static final int LENGTH = 64;

    private WasiFileStat() {}

    /** As {@code filestat}: device, inode, type, links, size, times. */
    static void write(FileStat stat, LinearMemory guest, int address) {
        guest.checkRange(address, LENGTH);
        guest.writeLong(address, stat.device());
        guest.writeLong(address + 8, stat.inode());
        guest.writeLong(address + 16, stat.type());
        guest.writeLong(address + 24, 1);
        guest.writeLong(address + 32, stat.size());
        guest.writeLong(address + 40, stat.accessed());
        guest.writeLong(address + 48, stat.modified());
        guest.writeLong(address + 56, stat.changed());
    }
}
