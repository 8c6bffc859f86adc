package org.pythonwasm.modules;

import com.dylibso.chicory.wasm.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compiled modules on disk, under a hash of the module, Chicory's version and the JDK's. An entry contains a hash of
 * itself: a truncated or altered entry counts as absent and is removed. Entries appear by renaming, so any number of
 * processes may share a directory. If the entries exceed the bound, those that have not been used for longest are
 * removed. A directory that cannot be read or written holds nothing: that is reported once, and missing entries are
 * made again each time.
 *
 * <p>Libraries that were unpacked from zip files are entries, too. A guest imports from its library as long as it runs,
 * so a library that was used within the last day stays even beyond the bound; used means that a runtime was built with
 * it or a guest began with it. A guest that has run for longer may find its library gone if the cache exceeds its
 * bound, and so may any guest after {@link #clear()}; the next guest unpacks it again. Leftovers of writers that were
 * killed are removed when they are older than an hour.
 *
 * <p>The hash detects damage, not malice: a user who may write to the directory may run code in every program that uses
 * it, so it is created for its owner alone. Thread-safe.
 */
public final class ClassCache {
    /** One gibibyte. */
    public static final long DEFAULT_BOUND = 1L << 30;

    private static final String SUFFIX = ".classes";
    static final String KNOWN_PREFIX = "known-";
    static final String START_INFIX = "-start-";
    private static final String LIBRARY_PREFIX = "library-";
    private static final String UNPACKING = "unpacking";
    private static final String REMOVING = "removing-";
    /** As strict as possible, because users may have other files in the directory. */
    private static final Pattern LIBRARY_NAME = Pattern.compile(LIBRARY_PREFIX + "[0-9a-f]{32}");

    private static final Pattern TEMPORARY_NAME =
            Pattern.compile("new\\d+\\.tmp|" + UNPACKING + "\\d+|" + REMOVING + "[0-9a-f-]{36}");
    /** A temporary file that is younger may belong to a writer that is still writing. */
    private static final Duration LEFT_OVER = Duration.ofHours(1);
    /** A guest that began within that time may still import from its library. */
    private static final Duration IN_USE = Duration.ofDays(1);

    private static final int HASH_BYTES = 32;
    /**
     * The format of entries; to be raised if {@link CompiledModule} writes another form, or classes that differ or call
     * others.
     */
    private static final int FORMAT = 7;

    private final Path directory;
    private final long bound;
    private final Consumer<String> warnings;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Warns in the system logger of this class. */
    public ClassCache(Path directory, long bound) {
        this(
                directory,
                bound,
                line -> System.getLogger(ClassCache.class.getName()).log(System.Logger.Level.WARNING, line));
    }

    /** @param warnings receives at most one line, if the directory cannot be used */
    public ClassCache(Path directory, long bound, Consumer<String> warnings) {
        this.directory = directory;
        this.bound = bound;
        this.warnings = warnings;
    }

    private void warn(IOException cause) {
        warn("used, so that modules are compiled at each start", cause);
    }

    private void warn(String what, IOException cause) {
        if (warned.compareAndSet(false, true)) {
            warnings.accept("warning: the cache " + directory + " cannot be " + what + ": " + cause
                    + ": name another directory");
        }
    }

    /**
     * Returns {@code modules} in {@code $PYTHON_WASM_CACHE}, {@code $XDG_CACHE_HOME/python-wasm} or
     * {@code ~/.cache/python-wasm}.
     */
    public static Path defaultDirectory() {
        String own = System.getenv("PYTHON_WASM_CACHE");
        String general = System.getenv("XDG_CACHE_HOME");
        Path cache = own != null && !own.isEmpty()
                ? Path.of(own)
                : general != null && !general.isEmpty()
                        ? Path.of(general, "python-wasm")
                        : Path.of(System.getProperty("user.home"), ".cache", "python-wasm");
        return cache.resolve("modules");
    }

    public Path directory() {
        return directory;
    }

    /** Returns the name of an entry, derived from its input, its compiler and its JDK. */
    static String key(String moduleHash) {
        return moduleHash.substring(0, 32) + "-" + FORMAT + "-chicory" + Version.version() + "-jdk"
                + Runtime.version().feature();
    }

    /** The kind of an entry's content. */
    public enum Kind {
        /** The classes of a module. */
        MODULE("module"),
        /** The code that a guest made from the sources with which each guest starts. */
        START("start code"),
        /** The state of a file when it was last read. */
        KNOWN("known file"),
        /** The files of a library that was a zip file. */
        LIBRARY("library");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        private static Kind of(Path file) {
            String name = file.getFileName().toString();
            return !name.endsWith(SUFFIX)
                    ? LIBRARY
                    : name.startsWith(KNOWN_PREFIX) ? KNOWN : name.contains(START_INFIX) ? START : MODULE;
        }

        /** For messages to users. */
        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * An entry of the cache.
     *
     * @param file a directory if it is a library
     * @param bytes size on disk, of all its files
     */
    public record Entry(Path file, Kind kind, long bytes, Instant lastUsed) {}

    /** Returns the entries, the newest first. */
    public List<Entry> entries() {
        try {
            return scan();
        } catch (IOException e) {
            throw new UncheckedIOException("the cache " + directory + " cannot be read", e);
        }
    }

    private List<Entry> scan() throws IOException {
        var entries = new ArrayList<Entry>();
        for (Path file : files()) {
            if (file.toString().endsWith(SUFFIX) || isLibrary(file)) {
                entry(file).ifPresent(entries::add);
            }
        }
        entries.sort(Comparator.comparing(Entry::lastUsed).reversed());
        return entries;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** A link does not count: its target belongs to the user. */
    private static boolean isLibrary(Path file) {
        return LIBRARY_NAME.matcher(file.getFileName().toString()).matches()
                && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<Entry> entry(Path file) throws IOException {
        try {
            var kind = Kind.of(file);
            long bytes = kind == Kind.LIBRARY ? Tree.size(file) : Files.size(file);
            return Optional.of(
                    new Entry(file, kind, bytes, Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException removedMeanwhile) {
            return Optional.empty();
        }
    }

    /** Removes all entries, including libraries in use, and leftovers; returns the number of entries removed. */
    public int clear() {
        var entries = entries();
        try {
            for (Entry entry : entries) {
                remove(entry);
            }
            removeLeftovers();
        } catch (IOException e) {
            throw new UncheckedIOException("the cache " + directory + " cannot be cleared: " + e, e);
        }
        return entries.size();
    }

    /** Moves a library away first, so that nobody sees one that lacks files. */
    private void remove(Entry entry) throws IOException {
        if (entry.kind() != Kind.LIBRARY) {
            Files.deleteIfExists(entry.file());
            return;
        }
        Path away = directory.resolve(REMOVING + UUID.randomUUID());
        try {
            Files.move(entry.file(), away, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException removedMeanwhile) {
            return;
        }
        Tree.delete(away);
    }

    private void removeLeftovers() throws IOException {
        for (Path file : files()) {
            if (TEMPORARY_NAME.matcher(file.getFileName().toString()).matches() && !isYoungerThan(LEFT_OVER, file)) {
                Tree.delete(file);
            }
        }
    }

    /** A file that no longer exists counts as young. */
    private static boolean isYoungerThan(Duration age, Path file) throws IOException {
        try {
            var time =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            return time.isAfter(Instant.now().minus(age));
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static void removeIfPossible(Path file) {
        try {
            Tree.delete(file);
        } catch (IOException e) {
            // It is never used, and is overwritten by its successor.
        }
    }

    /**
     * The content under a key, which may be damaged.
     *
     * @param bytes with their hash in front
     */
    record Content(Path file, byte[] bytes) {
        /** Returns the content after the hash. */
        ByteBuffer content() {
            int start = Math.min(HASH_BYTES, bytes.length);
            return ByteBuffer.wrap(bytes, start, bytes.length - start);
        }

        /** Returns whether the hash fits; otherwise removes the entry. */
        boolean isWhole() {
            boolean whole = bytes.length > HASH_BYTES
                    && ByteBuffer.wrap(bytes, 0, HASH_BYTES).equals(ByteBuffer.wrap(Hash.sha256(content())));
            if (!whole) {
                removeIfPossible(file);
            }
            return whole;
        }
    }

    /**
     * Returns what was stored under the key, to be checked by {@code isWhole}; empty if nothing was, or it cannot be
     * read.
     */
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

    /** Returns what was stored under the key; empty if nothing was, or it is damaged. */
    Optional<ByteBuffer> get(String key) {
        return read(key).filter(Content::isWhole).map(Content::content);
    }

    /** Records the use. A cache that can only be read keeps no record. */
    private static void use(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // It counts as not used, and may be removed before others.
        }
    }

    /** Stores an entry; if that is impossible, it only warns. */
    void put(String key, byte[] content) {
        Path target = directory.resolve(key + SUFFIX);
        try {
            createDirectory();
            Path temporary = Files.createTempFile(directory, "new", ".tmp");
            try {
                try (var out = Files.newOutputStream(temporary)) {
                    out.write(Hash.sha256(ByteBuffer.wrap(content)));
                    out.write(content);
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            warn(e);
            return;
        }
        prune(target);
    }

    /** Fills an empty directory. */
    interface Unpacker {
        void unpack(Path directory) throws IOException;
    }

    /**
     * Returns the directory of a library, which is unpacked if it is missing. Others may do the same at the same time.
     *
     * @param hash of the archive, in hexadecimal digits
     */
    Path library(String hash, Unpacker unpacker) throws IOException {
        Path target = directory.resolve(LIBRARY_PREFIX + hash.substring(0, 32));
        if (useLibrary(target)) {
            return target;
        }
        createDirectory();
        Path temporary = Files.createTempDirectory(directory, UNPACKING);
        try {
            unpacker.unpack(temporary);
            moveLibrary(temporary, target);
        } finally {
            removeIfPossible(temporary);
        }
        prune(target);
        return target;
    }

    private static void moveLibrary(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Systems report differently that the target exists; then another process was faster, with the same files.
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    /**
     * Returns whether it exists; if it does, it counts as used now. It is touched first: a library that exists
     * afterwards stays.
     */
    boolean useLibrary(Path library) {
        if (isLibrary(library)) {
            use(library);
        }
        return Files.isDirectory(library);
    }

    private void createDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** @param justPut stays, whatever its size */
    private void prune(Path justPut) {
        try {
            long sum = 0;
            for (Entry entry : scan()) {
                sum += entry.bytes();
                if (sum > bound && !entry.file().equals(justPut)) {
                    removeUnused(entry);
                }
            }
            removeLeftovers();
        } catch (IOException e) {
            warn("kept within its bound", e);
        }
    }

    private void removeUnused(Entry entry) {
        try {
            // Checked at the last moment: a guest may have begun since the entries were listed.
            if (entry.kind() != Kind.LIBRARY || !isYoungerThan(IN_USE, entry.file())) {
                remove(entry);
            }
        } catch (IOException e) {
            // The next writer tries again.
        }
    }
}
