package org.pythonwasm.engine.module;

import com.dylibso.chicory.wasm.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compiled modules on disk, under a hash of the module, Chicory's version and the JDK's. An entry carries a hash of itself: one
 * that is truncated or altered counts as absent and is removed. Entries appear by renaming, so any number of processes may
 * share a directory. When the entries exceed the bound, those that were not used for longest go.
 *
 * <p>The hash finds damage, not malice: who may write to the directory may run code in every program that uses it, so it is
 * made for its owner alone. Thread-safe.
 */
public final class ClassCache {
    /** One gibibyte. */
    public static final long DEFAULT_BOUND = 1L << 30;

    private static final String SUFFIX = ".classes";
    private static final int HASH_BYTES = 32;
    /** Of an entry; to be raised when {@link CompiledModule} writes another. */
    private static final int FORMAT = 3;

    private final Path directory;
    private final long bound;

    public ClassCache(Path directory, long bound) {
        this.directory = directory;
        this.bound = bound;
    }

    /** {@code modules} in {@code $PYTHON_WASM_CACHE}, {@code $XDG_CACHE_HOME/python-wasm} or {@code ~/.cache/python-wasm}. */
    public static Path defaultDirectory() {
        String own = System.getenv("PYTHON_WASM_CACHE");
        String general = System.getenv("XDG_CACHE_HOME");
        Path cache = own != null && !own.isEmpty() ? Path.of(own)
                : general != null && !general.isEmpty() ? Path.of(general, "python-wasm")
                : Path.of(System.getProperty("user.home"), ".cache", "python-wasm");
        return cache.resolve("modules");
    }

    public Path directory() {
        return directory;
    }

    /** Names an entry: of what is compiled and of what it is compiled by and for. */
    static String key(String moduleHash) {
        return moduleHash.substring(0, 32) + "-" + FORMAT + "-chicory" + Version.version() + "-jdk" + Runtime.version().feature();
    }

    /**
     * An entry of the cache.
     *
     * @param bytes size on disk
     */
    public record Entry(Path file, long bytes, Instant lastUsed) {
    }

    /** The newest first. */
    public List<Entry> entries() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            var entries = new ArrayList<Entry>();
            for (Path file : files.filter(file -> file.toString().endsWith(SUFFIX)).toList()) {
                entry(file).ifPresent(entries::add);
            }
            entries.sort(Comparator.comparing(Entry::lastUsed).reversed());
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException("the cache " + directory + " cannot be read", e);
        }
    }

    private static Optional<Entry> entry(Path file) throws IOException {
        try {
            return Optional.of(new Entry(file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException removedMeanwhile) {
            return Optional.empty();
        }
    }

    /** Removes all entries; answers how many there were. */
    public int clear() {
        var entries = entries();
        entries.forEach(entry -> remove(entry.file()));
        return entries.size();
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the cache's entry " + file + " cannot be removed", e);
        }
    }

    /** What was stored under the key, from behind its hash; empty where nothing was, or nothing whole. */
    Optional<ByteBuffer> get(String key) {
        Path file = directory.resolve(key + SUFFIX);
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!isWhole(bytes)) {
                remove(file);
                return Optional.empty();
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(ByteBuffer.wrap(bytes, HASH_BYTES, bytes.length - HASH_BYTES));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the cache's entry " + file + " cannot be read", e);
        }
    }

    private static boolean isWhole(byte[] bytes) {
        return bytes.length > HASH_BYTES
                && ByteBuffer.wrap(bytes, 0, HASH_BYTES).equals(ByteBuffer.wrap(
                        Hash.sha256(ByteBuffer.wrap(bytes, HASH_BYTES, bytes.length - HASH_BYTES))));
    }

    void put(String key, byte[] content) {
        try {
            createDirectory();
            Path temporary = Files.createTempFile(directory, "new", ".tmp");
            try {
                try (var out = Files.newOutputStream(temporary)) {
                    out.write(Hash.sha256(ByteBuffer.wrap(content)));
                    out.write(content);
                }
                Files.move(temporary, directory.resolve(key + SUFFIX),
                        StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the cache " + directory + " cannot be written: name another directory", e);
        }
        prune();
    }

    private void createDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory,
                        PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private void prune() {
        long sum = 0;
        for (Entry entry : entries()) {
            sum += entry.bytes();
            if (sum > bound) {
                remove(entry.file());
            }
        }
    }
}
