package org.pythonwasm.machine.files;

import java.time.Clock;

/** A file or directory in a scratch space, whatever its name. Same thread rule as the guest. */
abstract sealed class ScratchNode permits ScratchFile, ScratchDirectory {
    /** The only one with inodes of its own; other places have numbers of paths. */
    private static final long DEVICE = 1;

    private final long inode;
    private final Clock clock;
    private long accessed;
    private long modified;
    private long changed;

    ScratchNode(long inode, Clock clock) {
        this.inode = inode;
        this.clock = clock;
        accessed = modified = changed = FileTimes.now(clock);
    }

    abstract FileStat stat();

    final FileStat stat(byte type, long size) {
        return new FileStat(type, size, DEVICE, inode, accessed, modified, changed);
    }

    final long inode() {
        return inode;
    }

    /** Its content is another from now on. */
    final void touch() {
        modified = changed = FileTimes.now(clock);
    }

    /** Reading does not count: it would make a writer of every reader. */
    final void setTimes(FileTimes times) {
        accessed = times.accessed().orElse(accessed);
        modified = times.modified().orElse(modified);
        changed = FileTimes.now(clock);
    }

    final boolean isDirectory() {
        return this instanceof ScratchDirectory;
    }
}
