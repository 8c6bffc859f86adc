package org.pythonwasm.engine.internal;

import static org.pythonwasm.engine.internal.Errno.NOENT;
import static org.pythonwasm.engine.internal.Errno.NOTDIR;
import static org.pythonwasm.engine.internal.Errno.ROFS;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a guest sees: places, each with all below it, and the directories that lead to them. {@code ..} is resolved in
 * the guest's own tree and ends at its root.
 */
final class FileTree {
    /** Where the guest finds its standard library. */
    static final String ARCHIVE = "usr/local/lib/python313.zip";

    private final Map<String, Place> places;
    private final Place ways = new Ways();

    /** @param places by their paths, none below another */
    FileTree(Map<String, Place> places) {
        this.places = Map.copyOf(places);
    }

    /** A path without {@code .}, {@code ..} and doubled slashes, relative to the root; "" is the root. */
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
     * A file or directory, there or not.
     *
     * @param path within the place
     */
    record Spot(Place place, String path) {
        FileStat stat() throws IOException {
            return place.stat(path);
        }
    }

    /** @param path as the guest writes it */
    Spot find(String path) throws IOException {
        Spot spot = spot(normalize(path));
        if (path.endsWith("/") && spot.place.exists(spot.path) && !spot.stat().isDirectory()) {
            throw new Refusal(NOTDIR);
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

    /** Where there is nothing but directories that lead to a place. */
    private final class Ways implements Place {
        @Override
        public FileStat stat(String path) throws IOException {
            if (path.isEmpty() || !names(path).isEmpty()) {
                return FileStat.of(FileStat.DIRECTORY, 0, path, 0);
            }
            throw new Refusal(NOENT);
        }

        /** What lies in the directory. */
        private List<String> names(String path) {
            String start = path.isEmpty() ? "" : path + "/";
            return places.keySet().stream().filter(name -> name.startsWith(start))
                    .map(name -> name.substring(start.length()).split("/")[0]).distinct().sorted().toList();
        }

        @Override
        public OpenFile open(String path, Opening how) throws IOException {
            var names = names(path);
            if (names.isEmpty() && !path.isEmpty()) {
                throw new Refusal(how.creates() ? ROFS : NOENT);
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
            FileStat stat() throws IOException {
                return Ways.this.stat(path);
            }

            @Override
            String path() {
                return path;
            }

            @Override
            Optional<Entry> entryAfter(long cookie) {
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
