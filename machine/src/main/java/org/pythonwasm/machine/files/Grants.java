package org.pythonwasm.machine.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The host's resources that a guest may use. Immutable.
 *
 * @param environment its variables
 * @param directories host directories by their path in the guest, without leading slash; read-only
 * @param shared files in the Java heap by their path in the guest, without leading slash; read-only
 * @param clock its wall clock
 * @param seed of its random numbers, which come from the operating system if there is none
 * @param scratch its scratch space; without one it can write nowhere
 * @param zone its local time; UTC if there is none
 */
public record Grants(
        Map<String, String> environment,
        Map<String, Path> directories,
        Map<String, SharedFiles> shared,
        Clock clock,
        OptionalLong seed,
        Optional<ScratchSpace> scratch,
        Optional<LocalZone> zone) {
    public static final Grants NONE = new Grants(
            Map.of(), Map.of(), Map.of(), Clock.systemUTC(), OptionalLong.empty(), Optional.empty(), Optional.empty());

    /** @param path in the guest, without leading slash */
    public record ScratchSpace(String path, Quota quota) {}

    public Grants {
        environment = Map.copyOf(environment);
        environment.forEach(Grants::requireVariable);
        directories = Map.copyOf(directories);
        shared = Map.copyOf(shared);
    }

    private static void requireVariable(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || !isText(name + value)) {
            throw new IllegalArgumentException(
                    "a variable's name and value are Unicode text without NUL, and the name has no " + "'=', got "
                            + name + "=" + value);
        }
    }

    private static boolean isText(String text) {
        return text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    public Grants withEnvironment(Map<String, String> variables) {
        return new Grants(variables, directories, shared, clock, seed, scratch, zone);
    }

    /** Returns the variables with TZ, unless the application has set another TZ. */
    public Map<String, String> variables() {
        if (zone.isEmpty() || environment.containsKey("TZ")) {
            return environment;
        }
        var all = new HashMap<>(environment);
        all.put("TZ", zone.get().variable());
        return all;
    }

    /** @param guestPath absolute */
    public Grants withDirectory(String guestPath, Path directory) {
        String name = placeOfItsOwn(guestPath);
        requireApart(
                guestPath,
                name,
                Stream.concat(readOnlyPlaces(), scratch.stream().map(ScratchSpace::path)));
        var all = new HashMap<>(directories);
        all.put(name, real(directory));
        return new Grants(environment, all, shared, clock, seed, scratch, zone);
    }

    /** @param guestPath absolute; files that are granted there already are replaced */
    public Grants withShared(String guestPath, SharedFiles files) {
        String name = placeOfItsOwn(guestPath);
        requireApart(
                guestPath,
                name,
                Stream.concat(readOnlyPlaces(), scratch.stream().map(ScratchSpace::path))
                        .filter(other -> !shared.containsKey(other) || !other.equals(name)));
        var all = new HashMap<>(shared);
        all.put(name, files);
        return new Grants(environment, directories, all, clock, seed, scratch, zone);
    }

    private Stream<String> readOnlyPlaces() {
        return Stream.concat(directories.keySet().stream(), shared.keySet().stream());
    }

    /** @param guestPath absolute */
    public Grants withScratch(String guestPath, Quota quota) {
        String name = placeOfItsOwn(guestPath);
        requireApart(guestPath, name, readOnlyPlaces());
        return new Grants(
                environment, directories, shared, clock, seed, Optional.of(new ScratchSpace(name, quota)), zone);
    }

    private static String placeOfItsOwn(String guestPath) {
        String name = FileTree.normalize(guestPath);
        if (!guestPath.startsWith("/") || name.isEmpty() || !isText(name)) {
            throw noPlace(guestPath);
        }
        return name;
    }

    private static IllegalArgumentException noPlace(String guestPath) {
        return new IllegalArgumentException(
                "a directory is granted under an absolute path of its own, such as /data, got " + guestPath);
    }

    /** The path, unless it leads to the library of the built-in guest or below it. */
    public static String besideTheLibrary(String guestPath) {
        String name = FileTree.normalize(guestPath);
        if (FileTree.ARCHIVE.startsWith(name + "/") || (name + "/").startsWith(FileTree.ARCHIVE + "/")) {
            throw noPlace(guestPath);
        }
        return guestPath;
    }

    private static void requireApart(String guestPath, String name, Stream<String> others) {
        if (others.anyMatch(other -> (other + "/").startsWith(name + "/") || (name + "/").startsWith(other + "/"))) {
            throw new IllegalArgumentException(guestPath + " overlaps a directory that is granted already");
        }
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
        return new Grants(environment, directories, shared, newClock, seed, scratch, zone);
    }

    public Grants withSeed(long newSeed) {
        return new Grants(environment, directories, shared, clock, OptionalLong.of(newSeed), scratch, zone);
    }

    public Grants withZone(LocalZone newZone) {
        return new Grants(environment, directories, shared, clock, seed, scratch, Optional.of(newZone));
    }
}
