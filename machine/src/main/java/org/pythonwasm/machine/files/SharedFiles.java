package org.pythonwasm.machine.files;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A tree of files in the Java heap that any number of guests read and nobody changes. Immutable, thread-safe. */
public final class SharedFiles {
    private final Map<String, byte[]> contents;
    /** The names in each directory, sorted; "" is the root. */
    private final Map<String, List<String>> directories;

    private SharedFiles(Map<String, byte[]> contents) {
        this.contents = Collections.unmodifiableMap(new HashMap<>(contents));
        var names = new TreeMap<String, TreeSet<String>>();
        names.put("", new TreeSet<>());
        contents.keySet().forEach(path -> addNames(names, path));
        var all = new HashMap<String, List<String>>();
        names.forEach((directory, entries) -> all.put(directory, List.copyOf(entries)));
        this.directories = Collections.unmodifiableMap(all);
    }

    /**
     * @param contents by normalized paths without leading slash; the arrays are not copied, and not to be changed
     * @throws IllegalArgumentException a path is not normalized, or one is a file and a directory at a time
     */
    public static SharedFiles of(Map<String, byte[]> contents) {
        var files = new SharedFiles(contents);
        for (String path : contents.keySet()) {
            if (path.isEmpty() || !FileTree.normalize(path).equals(path)) {
                throw new IllegalArgumentException("the path of a file is normalized, got '" + path + "'");
            }
            if (files.directories.containsKey(path)) {
                throw new IllegalArgumentException("'" + path + "' is a file and a directory");
            }
        }
        return files;
    }

    private static void addNames(Map<String, TreeSet<String>> names, String path) {
        int slash = path.lastIndexOf('/');
        String parent = slash < 0 ? "" : path.substring(0, slash);
        boolean known = names.containsKey(parent);
        names.computeIfAbsent(parent, added -> new TreeSet<>()).add(path.substring(slash + 1));
        if (!known) {
            addNames(names, parent);
        }
    }

    /** Returns null if there is no such file. */
    byte[] content(String path) {
        return contents.get(path);
    }

    /** Returns null if there is no such directory. */
    List<String> names(String directory) {
        return directories.get(directory);
    }
}
