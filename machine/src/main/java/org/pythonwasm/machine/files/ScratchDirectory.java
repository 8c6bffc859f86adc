package org.pythonwasm.machine.files;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A directory in a scratch space. Names have ascending cookies, so that a listing can continue after any change without
 * its own copy. Same thread rule as the guest.
 */
final class ScratchDirectory extends ScratchNode {
    private final Map<String, Named> byName = new HashMap<>();
    private final TreeMap<Long, Named> byCookie = new TreeMap<>();
    private long lastCookie;
    /** Its current place. Both are null for a root, and for a removed directory. */
    private ScratchDirectory parent;

    private String name;

    private record Named(String name, ScratchNode node, long cookie) {}

    ScratchDirectory(long inode, Clock clock) {
        super(inode, clock);
    }

    /** Returns null if there is none. */
    ScratchNode get(String child) {
        Named found = byName.get(child);
        return found == null ? null : found.node;
    }

    /** Adds a node under a free name. */
    void put(String child, ScratchNode node) {
        var named = new Named(child, node, ++lastCookie);
        byName.put(child, named);
        byCookie.put(named.cookie, named);
        place(node, this, child);
        touch();
    }

    /** Removes an existing name. */
    void remove(String child) {
        Named removed = byName.remove(child);
        byCookie.remove(removed.cookie);
        place(removed.node, null, null);
        touch();
    }

    private static void place(ScratchNode node, ScratchDirectory newParent, String newName) {
        if (node instanceof ScratchDirectory directory) {
            directory.parent = newParent;
            directory.name = newName;
        }
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    boolean isWithin(ScratchDirectory other) {
        ScratchDirectory above = this;
        while (above != null && above != other) {
            above = above.parent;
        }
        return above == other;
    }

    /** Returns the number of names that lead to it. */
    int depth() {
        int depth = 0;
        for (var above = this; above.parent != null; above = above.parent) {
            depth++;
        }
        return depth;
    }

    /** Returns the levels of directories below it. The recursion is as deep as the limits allow directories to be. */
    int height() {
        int height = 0;
        for (Named child : byName.values()) {
            if (child.node instanceof ScratchDirectory directory) {
                height = Math.max(height, 1 + directory.height());
            }
        }
        return height;
    }

    @Override
    FileStat stat() {
        return stat(FileStat.DIRECTORY, 0);
    }

    /** @param scratch the space that contains it */
    OpenFile open(Scratch scratch) {
        return new Open(scratch);
    }

    private final class Open extends OpenFile {
        private final Scratch scratch;
        /**
         * The last name of a listing. Names that are added meanwhile are left to the next listing, or renaming all
         * files would not end.
         */
        private long end;

        Open(Scratch scratch) {
            this.scratch = scratch;
        }

        @Override
        public FileStat stat() {
            return ScratchDirectory.this.stat();
        }

        @Override
        public void setTimes(FileTimes times) {
            ScratchDirectory.this.setTimes(times);
        }

        @Override
        public String path() throws IOException {
            var path = new StringBuilder();
            var above = ScratchDirectory.this;
            for (; above.parent != null; above = above.parent) {
                path.insert(0, "/" + above.name);
            }
            return scratch.pathOf(above) + path;
        }

        @Override
        public Optional<Entry> entryAfter(long cookie) {
            if (cookie == 0) {
                end = lastCookie;
            }
            var next = byCookie.higherEntry(cookie);
            return next == null || next.getKey() > end ? Optional.empty() : Optional.of(entry(next.getValue()));
        }

        private static Entry entry(Named named) {
            return new Entry(
                    named.name,
                    named.cookie,
                    named.node.inode(),
                    named.node.stat().type());
        }
    }
}
