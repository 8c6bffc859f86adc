package org.pythonwasm.machine.files;

import static org.pythonwasm.machine.files.Errno.NOENT;
import static org.pythonwasm.machine.files.Errno.NOTDIR;
import static org.pythonwasm.machine.files.Errno.ROFS;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a guest sees: mounts, each with everything below it, and the directories that lead to them. {@code ..}
 * is resolved in this tree and ends at its root.
 */
public final class FileTree {
    /** The path of the standard library in the guest. */
    public static final String ARCHIVE = "usr/local/lib/python313.zip";

    private final Map<String, Mount> places;
    private final Mount ways = new Ways();

    /** @param places mounts by their paths, none below another */
    public FileTree(Map<String, Mount> places) {
        this.places = Map.copyOf(places);
    }

    /** Returns a path without {@code .}, {@code ..} and doubled slashes, relative to the root; "" is the root. */
    static String normalize(String path) {
        var names = new ArrayDeque<String>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }

    /**
     * A file or directory, which may not exist.
     *
     * @param path within the mount
     */
    public record Spot(Mount place, String path) {
        public FileStat stat() throws IOException {
            return place.stat(path);
        }
    }

    /** @param path as the guest writes it */
    public Spot find(String path) throws IOException {
        Spot spot = spot(normalize(path));
        if (path.endsWith("/") && spot.place.exists(spot.path) && !spot.stat().isDirectory()) {
            throw new ErrnoException(NOTDIR);
        }
        return spot;
    }

    private Spot spot(String path) {
        for (var place : places.entrySet()) {
            String name = place.getKey();
            if (path.equals(name)) {
                return new Spot(place.getValue(), "");
            }
            if (path.startsWith(name + "/")) {
                return new Spot(place.getValue(), path.substring(name.length() + 1));
            }
        }
        return new Spot(ways, path);
    }

    /** The directories that lead to mounts. */
    private final class Ways implements Mount {
        @Override
        public FileStat stat(String path) throws IOException {
            if (path.isEmpty() || !names(path).isEmpty()) {
                return FileStat.of(FileStat.DIRECTORY, 0, path, 0);
            }
            throw new ErrnoException(NOENT);
        }

        /** Returns the names in the directory. */
        private List<String> names(String path) {
            String start = path.isEmpty() ? "" : path + "/";
            return places.keySet().stream()
                    .filter(name -> name.startsWith(start))
                    .map(name -> name.substring(start.length()).split("/")[0])
                    .distinct()
                    .sorted()
                    .toList();
        }

        @Override
        public OpenFile open(String path, OpenFlags how) throws IOException {
            var names = names(path);
            if (names.isEmpty() && !path.isEmpty()) {
                throw new ErrnoException(how.creates() ? ROFS : NOENT);
            }
            how.requireDirectory();
            return new OpenWay(path, names);
        }

        private final class OpenWay extends OpenFile {
            private final String path;
            private final List<String> names;

            OpenWay(String path, List<String> names) {
                this.path = path;
                this.names = names;
            }

            @Override
            public FileStat stat() throws IOException {
                return Ways.this.stat(path);
            }

            @Override
            public String path() {
                return path;
            }

            @Override
            public Optional<Entry> entryAfter(long cookie) {
                if (cookie < 0 || cookie >= names.size()) {
                    return Optional.empty();
                }
                String name = names.get((int) cookie);
                long inode = FileStat.inode(path.isEmpty() ? name : path + "/" + name);
                return Optional.of(new Entry(name, cookie + 1, inode, Entry.UNKNOWN));
            }
        }
    }
}
