package org.pythonwasm.engine.internal;

import static org.pythonwasm.engine.internal.Errno.NOENT;
import static org.pythonwasm.engine.internal.Errno.NOTDIR;
import static org.pythonwasm.engine.internal.Errno.ROFS;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;

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

    /** Where there is nothing but directories that lead to a place; they cannot be listed. */
    private final class Ways implements Place {
        @Override
        public FileStat stat(String path) throws IOException {
            if (path.isEmpty() || places.keySet().stream().anyMatch(name -> name.startsWith(path + "/"))) {
                return FileStat.of(FileStat.DIRECTORY, 0, path, 0);
            }
            throw new Refusal(NOENT);
        }

        @Override
        public OpenFile open(String path, Opening how) throws IOException {
            throw new Refusal(how.creates() ? ROFS : NOENT);
        }
    }
}
