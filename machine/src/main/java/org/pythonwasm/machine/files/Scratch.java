package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.BUSY;
import static org.pythonwasm.machine.files.Errno.EXIST;
import static org.pythonwasm.machine.files.Errno.INVAL;
import static org.pythonwasm.machine.files.Errno.ISDIR;
import static org.pythonwasm.machine.files.Errno.NAMETOOLONG;
import static org.pythonwasm.machine.files.Errno.NOENT;
import static org.pythonwasm.machine.files.Errno.NOTDIR;
import static org.pythonwasm.machine.files.Errno.NOTEMPTY;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * The files and directories that one guest may change, in the Java heap. Same thread rule as the guest, except for
 * {@link #drop}.
 */
public final class Scratch implements Mount {
    private final String mount;
    private final Quota quota;
    private final Clock clock;
    private final ScratchBudget budget;
    private volatile ScratchDirectory root;
    private long inodes;

    /**
     * Creates an empty one.
     *
     * @param mount the path in the guest
     */
    public Scratch(String mount, Quota quota, Clock clock) {
        this.mount = mount;
        this.quota = quota;
        this.clock = clock;
        this.budget = new ScratchBudget(quota);
        this.root = new ScratchDirectory(++inodes, clock);
    }

    /** Forgets all files, for good. Any thread may call it. */
    public void drop() {
        root = null;
    }

    /** Returns whether there are no files and directories. */
    public boolean isEmpty() {
        ScratchDirectory current = root;
        return current == null || current.isEmpty();
    }

    /** Returns the path of a directory. A removed directory has neither a parent nor a path. */
    String pathOf(ScratchDirectory directory) throws ErrnoException {
        if (directory != root) {
            throw new ErrnoException(NOENT);
        }
        return mount;
    }

    /** A name in an existing directory. */
    private record Spot(ScratchDirectory directory, String name) {
        /** Returns null if there is nothing so far. */
        ScratchNode node() {
            return directory.get(name);
        }

        ScratchNode require() throws ErrnoException {
            if (node() == null) {
                throw new ErrnoException(NOENT);
            }
            return node();
        }
    }

    private ScratchDirectory root() throws ErrnoException {
        ScratchDirectory current = root;
        if (current == null) {
            throw new ErrnoException(NOENT);
        }
        return current;
    }

    /** @param path of anything but the root, which is refused with the number {@code ofRoot} */
    private Spot spot(String path, int ofRoot) throws ErrnoException {
        if (path.isEmpty()) {
            throw new ErrnoException(ofRoot);
        }
        int slash = path.lastIndexOf('/');
        ScratchNode directory = find(path.substring(0, Math.max(0, slash)));
        if (directory instanceof ScratchDirectory found) {
            return new Spot(found, path.substring(slash + 1));
        }
        throw new ErrnoException(NOTDIR);
    }

    private ScratchNode find(String path) throws ErrnoException {
        ScratchNode place = root();
        for (String name : path.split("/")) {
            if (!path.isEmpty()) {
                place = step(place, name);
            }
        }
        return place;
    }

    private static ScratchNode step(ScratchNode place, String name) throws ErrnoException {
        if (!(place instanceof ScratchDirectory directory)) {
            throw new ErrnoException(NOTDIR);
        }
        return new Spot(directory, name).require();
    }

    @Override
    public FileStat stat(String path) throws IOException {
        return find(path).stat();
    }

    @Override
    public OpenFile open(String path, OpenFlags how) throws IOException {
        if (path.isEmpty()) {
            return open(root(), how);
        }
        Spot spot = spot(path, NOENT);
        if (spot.node() != null || !how.creates()) {
            return open(spot.require(), how);
        }
        if (how.isDirectory()) {
            throw new ErrnoException(ISDIR);
        }
        return create(spot, new ScratchFile(++inodes, clock, budget)).open(how);
    }

    private OpenFile open(ScratchNode node, OpenFlags how) throws IOException {
        if (node instanceof ScratchDirectory directory) {
            how.requireDirectory();
            return directory.open(this);
        }
        how.requireFile();
        return ((ScratchFile) node).open(how);
    }

    private <N extends ScratchNode> N create(Spot spot, N node) throws ErrnoException {
        requireName(spot, 0);
        budget.takeFile();
        spot.directory.put(spot.name, node);
        return node;
    }

    /** @param below the levels of names that are to be below it */
    private void requireName(Spot spot, int below) throws ErrnoException {
        if (spot.name.getBytes(StandardCharsets.UTF_8).length > quota.nameLength()
                || spot.directory.depth() + 1 + below > quota.depth()) {
            throw new ErrnoException(NAMETOOLONG);
        }
    }

    @Override
    public void createDirectory(String path) throws IOException {
        Spot spot = spot(path, EXIST);
        if (spot.node() != null) {
            throw new ErrnoException(EXIST);
        }
        create(spot, new ScratchDirectory(++inodes, clock));
    }

    @Override
    public void removeFile(String path) throws IOException {
        Spot spot = spot(path, ISDIR);
        if (spot.require().isDirectory()) {
            throw new ErrnoException(ISDIR);
        }
        remove(spot);
    }

    @Override
    public void removeDirectory(String path) throws IOException {
        Spot spot = spot(path, BUSY);
        requireEmpty(spot.require());
        remove(spot);
    }

    private static void requireEmpty(ScratchNode node) throws ErrnoException {
        if (!(node instanceof ScratchDirectory directory)) {
            throw new ErrnoException(NOTDIR);
        }
        if (!directory.isEmpty()) {
            throw new ErrnoException(NOTEMPTY);
        }
    }

    private void remove(Spot spot) throws ErrnoException {
        ScratchNode removed = spot.node();
        spot.directory.remove(spot.name);
        budget.returnFile();
        if (removed instanceof ScratchFile file) {
            file.loseName();
        }
    }

    @Override
    public void rename(String path, String newPath) throws IOException {
        Spot from = spot(path, BUSY);
        Spot to = spot(newPath, BUSY);
        ScratchNode node = from.require();
        if (node == to.node()) {
            return;
        }
        requireName(to, node instanceof ScratchDirectory directory ? heightFor(directory, to) : 0);
        if (to.node() != null) {
            requireReplaceable(to.node(), node);
            remove(to);
        }
        from.directory.remove(from.name);
        to.directory.put(to.name, node);
    }

    private static int heightFor(ScratchDirectory moved, Spot to) throws ErrnoException {
        if (to.directory.isWithin(moved)) {
            throw new ErrnoException(INVAL);
        }
        return moved.height();
    }

    private static void requireReplaceable(ScratchNode old, ScratchNode replacement) throws ErrnoException {
        if (replacement.isDirectory()) {
            requireEmpty(old);
        } else if (old.isDirectory()) {
            throw new ErrnoException(ISDIR);
        }
    }

    @Override
    public void setTimes(String path, FileTimes times) throws IOException {
        find(path).setTimes(times);
    }
}
