package org.pythonwasm.engine.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a guest sees of its host. Immutable.
 *
 * @param environment its variables
 * @param directories host directories by the path that the guest sees, without leading slash; read-only
 * @param clock its wall clock
 * @param seed of its random numbers, which come from the operating system where there is none
 */
public record Grants(Map<String, String> environment, Map<String, Path> directories, Clock clock, OptionalLong seed) {
    public static final Grants NONE = new Grants(Map.of(), Map.of(), Clock.systemUTC(), OptionalLong.empty());

    public Grants {
        environment = Map.copyOf(environment);
        environment.forEach(Grants::requireVariable);
        directories = Map.copyOf(directories);
    }

    private static void requireVariable(String name, String value) {
        boolean ascii = (name + value).chars().allMatch(c -> c > 0 && c < 128);
        if (name.isEmpty() || name.indexOf('=') >= 0 || !ascii) {
            throw new IllegalArgumentException(
                    "a variable's name and value are ASCII, and the name has no '=', got " + name + "=" + value);
        }
    }

    public Grants withEnvironment(Map<String, String> variables) {
        return new Grants(variables, directories, clock, seed);
    }

    /** @param guestPath absolute */
    public Grants withDirectory(String guestPath, Path directory) {
        String name = FileTree.normalize(guestPath);
        if (!guestPath.startsWith("/") || name.isEmpty() || name.equals("usr") || FileTree.ARCHIVE.startsWith(name + "/")) {
            throw new IllegalArgumentException(
                    "a directory is granted under an absolute path of its own, such as /data, got " + guestPath);
        }
        if (directories.keySet().stream().anyMatch(other -> (other + "/").startsWith(name + "/")
                || (name + "/").startsWith(other + "/"))) {
            throw new IllegalArgumentException(guestPath + " overlaps a directory that is granted already");
        }
        var all = new HashMap<>(directories);
        all.put(name, real(directory));
        return new Grants(environment, all, clock, seed);
    }

    private static Path real(Path directory) {
        try {
            Path real = directory.toRealPath();
            if (Files.isDirectory(real)) {
                return real;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("no directory to grant: " + directory, e);
        }
        throw new IllegalArgumentException("no directory to grant, but a file: " + directory);
    }

    public Grants withClock(Clock newClock) {
        return new Grants(environment, directories, newClock, seed);
    }

    public Grants withSeed(long newSeed) {
        return new Grants(environment, directories, clock, OptionalLong.of(newSeed));
    }
}
