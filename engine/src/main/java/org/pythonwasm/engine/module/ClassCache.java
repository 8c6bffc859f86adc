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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Compiled modules on disk, under a hash of the module, Chicory's version and the JDK's. An entry carries a hash of itself: one
 * that is truncated or altered counts as absent and is removed. Entries appear by renaming, so any number of processes may
 * share a directory. When the entries exceed the bound, those that were not used for longest go. A directory that cannot be
 * read or written holds nothing: that is told once, and what is missing is made anew each time.
 *
 * <p>The hash finds damage, not malice: who may write to the directory may run code in every program that uses it, so it is
 * made for its owner alone. Thread-safe.
 */
public final class ClassCache {
    /** One gibibyte. */
    public static final long DEFAULT_BOUND = 1L << 30;

    private static final String SUFFIX = ".classes";
    static final String KNOWN_PREFIX = "known-";
    static final String START_INFIX = "-start-";
    private static final int HASH_BYTES = 32;
    /** Of an entry; to be raised when {@link CompiledModule} writes another. */
    private static final int FORMAT = 4;

    private final Path directory;
    private final long bound;
    private final Consumer<String> warnings;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Warns in the system logger of this class. */
    public ClassCache(Path directory, long bound) {
        this(directory, bound, line -> System.getLogger(ClassCache.class.getName()).log(System.Logger.Level.WARNING, line));
    }

    /** @param warnings gets at most one line, where the directory cannot be used */
    public ClassCache(Path directory, long bound, Consumer<String> warnings) {
        this.directory = directory;
        this.bound = bound;
        this.warnings = warnings;
    }

    private void warn(IOException cause) {
        if (warned.compareAndSet(false, true)) {
            warnings.accept("warning: the cache " + directory + " cannot be used, so that modules are compiled at each start: "
                    + cause + ": name another directory");
        }
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

    /** What an entry holds. */
    public enum Kind {
        /** The classes of a module. */
        MODULE("module"),
        /** What a guest has made of the sources that each one starts with. */
        START("start code"),
        /** What a file was, when it was read last. */
        KNOWN("known file");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        private static Kind of(Path file) {
            String name = file.getFileName().toString();
            return name.startsWith(KNOWN_PREFIX) ? KNOWN : name.contains(START_INFIX) ? START : MODULE;
        }

        /** For people. */
        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * An entry of the cache.
     *
     * @param bytes size on disk
     */
    public record Entry(Path file, Kind kind, long bytes, Instant lastUsed) {
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
            return Optional.of(new Entry(file, Kind.of(file), Files.size(file), Files.getLastModifiedTime(file).toInstant()));
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

    private static void removeIfPossible(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is never used, and gone when its successor is written.
        }
    }

    /**
     * What lies under a key, which may be damaged.
     *
     * @param bytes with their hash in front
     */
    record Content(Path file, byte[] bytes) {
        /** From behind the hash. */
        ByteBuffer content() {
            int start = Math.min(HASH_BYTES, bytes.length);
            return ByteBuffer.wrap(bytes, start, bytes.length - start);
        }

        /** Removes it where it is not. */
        boolean isWhole() {
            boolean whole = bytes.length > HASH_BYTES
                    && ByteBuffer.wrap(bytes, 0, HASH_BYTES).equals(ByteBuffer.wrap(Hash.sha256(content())));
            if (!whole) {
                removeIfPossible(file);
            }
            return whole;
        }
    }

    /** What was stored under the key, to be asked whether it is whole; empty where nothing was, or it cannot be read. */
    Optional<Content> read(String key) {
        Path file = directory.resolve(key + SUFFIX);
        try {
            byte[] bytes = Files.readAllBytes(file);
            use(file);
            return Optional.of(new Content(file, bytes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            warn(e);
            return Optional.empty();
        }
    }

    /** What was stored under the key; empty where nothing was, or nothing whole. */
    Optional<ByteBuffer> get(String key) {
        return read(key).filter(Content::isWhole).map(Content::content);
    }

    /** A cache that is there to read only keeps no account of its use. */
    private static void use(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // It counts as not used, and may go before others.
        }
    }

    /** Does nothing but to warn where that is impossible. */
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
            warn(e);
            return;
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
                removeIfPossible(entry.file());
            }
        }
    }
}
