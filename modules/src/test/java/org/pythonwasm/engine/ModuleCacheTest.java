package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.wasi.RequestStreams;
import org.pythonwasm.modules.ClassCache;
import org.pythonwasm.modules.LoadedModule;

/** Compiled modules and unpacked libraries are kept on disk within a bound, and nothing that is damaged comes back. */
class ModuleCacheTest {
    @TempDir
    private Path directory;

    private Path cacheDirectory() {
        return directory.resolve("cache");
    }

    private PythonModule small() throws IOException {
        Path file = directory.resolve("python.wasm");
        return PythonModule.of(
                Files.exists(file) ? file : Files.write(file, WasmText.program("cpython-313", (byte) 0)));
    }

    /** What was said while it was built. */
    private List<String> build() throws IOException {
        var lines = new ArrayList<String>();
        PythonRuntime.builder()
                .withModule(small())
                .withCache(cacheDirectory())
                .withProgress(lines::add)
                .build();
        return lines;
    }

    private Path entry() {
        var entries = new ClassCache(cacheDirectory(), ClassCache.DEFAULT_BOUND)
                .entries().stream()
                        .filter(entry -> entry.kind() == ClassCache.Kind.MODULE)
                        .toList();
        assertEquals(1, entries.size());
        return entries.get(0).file();
    }

    @Test
    void the_first_use_compiles_and_the_second_does_not() throws IOException {
        assertTrue(build().stream().anyMatch(line -> line.startsWith("compiled python.wasm: 1 functions")));
        assertEquals(List.of(), build());
        assertTrue(entry().getFileName()
                .toString()
                .contains("-jdk" + Runtime.version().feature()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate", "flip", "empty"})
    void a_damaged_entry_is_compiled_again(String damage) throws IOException {
        build();
        byte[] whole = Files.readAllBytes(entry());
        byte[] damaged = damage.equals("empty")
                ? new byte[0]
                : Arrays.copyOf(whole, damage.equals("flip") ? whole.length : whole.length - 1);
        if (damage.equals("flip")) {
            damaged[whole.length / 2] ^= 1;
        }
        Files.write(entry(), damaged);
        assertEquals(
                1, build().stream().filter(line -> line.startsWith("compiled")).count());
        assertArrayEquals(whole, Files.readAllBytes(entry()));
    }

    @Test
    void writers_may_come_at_the_same_time() throws Exception {
        small();
        var threads = Executors.newFixedThreadPool(8);
        Callable<List<String>> build = this::build;
        for (Future<List<String>> done : threads.invokeAll(Collections.nCopies(16, build))) {
            done.get();
        }
        threads.shutdown();
        assertEquals(List.of(), build());
        assertNothingIsLeftOver();
    }

    @Test
    void the_entry_that_was_not_used_for_longest_goes_when_there_is_no_room() throws IOException {
        build();
        Path first = entry();
        Files.setLastModifiedTime(first, FileTime.fromMillis(0));
        long size = Files.size(first);
        var file = Files.write(directory.resolve("other.wasm"), WasmText.program("cpython-312", (byte) 0));
        LoadedModule.load(
                PythonModule.of(file), Grants.NONE, new ClassCache(cacheDirectory(), size + size / 2), line -> {});
        assertTrue(Files.notExists(first));
        entry();
    }

    @Test
    void clearing_removes_all_entries() throws IOException {
        build();
        var cache = new ClassCache(cacheDirectory(), ClassCache.DEFAULT_BOUND);
        assertTrue(cache.clear() >= 1);
        assertEquals(List.of(), cache.entries());
        assertEquals(List.of(), new ClassCache(directory.resolve("none"), 1).entries());
    }

    @Test
    void a_cache_that_cannot_be_used_is_told_once_and_the_module_is_compiled_each_time() throws IOException {
        Files.writeString(cacheDirectory(), "a file");
        for (int i = 0; i < 2; i++) {
            var lines = build();
            assertEquals(
                    1,
                    lines.stream().filter(line -> line.startsWith("compiled")).count(),
                    lines.toString());
            var warnings =
                    lines.stream().filter(line -> line.startsWith("warning")).toList();
            assertEquals(1, warnings.size(), lines.toString());
            assertTrue(warnings.get(0).contains("the cache " + cacheDirectory() + " cannot be used"), warnings.get(0));
        }
        assertEquals("a file", Files.readString(cacheDirectory()));
    }

    @Test
    void processes_may_write_at_the_same_time() throws Exception {
        var module = small().file();
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 4; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ModuleCacheTest.class.getName(),
                            module.toString(),
                            cacheDirectory().toString())
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertEquals(0, process.waitFor());
        }
        assertEquals(List.of(), build());
        assertNothingIsLeftOver();
    }

    private void assertNothingIsLeftOver() throws IOException {
        entry();
        try (var files = Files.list(cacheDirectory())) {
            assertTrue(files.allMatch(file -> file.toString().endsWith(".classes")));
        }
    }

    /** Builds ten times, each time from nothing where nobody else has been faster. */
    public static void main(String[] arguments) throws IOException {
        Path cache = Path.of(arguments[1]);
        for (int i = 0; i < 10; i++) {
            PythonRuntime.builder()
                    .withModule(Path.of(arguments[0]))
                    .withCache(cache)
                    .withProgress(line -> {})
                    .build();
            for (var entry : new ClassCache(cache, ClassCache.DEFAULT_BOUND).entries()) {
                Files.deleteIfExists(entry.file());
            }
        }
        PythonRuntime.builder()
                .withModule(Path.of(arguments[0]))
                .withCache(cache)
                .withProgress(line -> {})
                .build();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        var entry = new ZipEntry(name);
        // Not the time of writing, by which the same archive would be another one two seconds later.
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(text.getBytes());
    }

    /** Of 2 files. */
    private Path archive(String name) throws IOException {
        Path archive = directory.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            put(zip, "lib/python3.13/os.py", "name = '" + name + "'\n");
            put(zip, "lib/python3.13/json/__init__.py", "x".repeat(5000));
        }
        return archive;
    }

    private ClassCache cache(long bound) {
        return new ClassCache(cacheDirectory(), bound, line -> {
            throw new AssertionError(line);
        });
    }

    private LoadedModule load(Path library, long bound) throws IOException {
        return LoadedModule.load(small().withLibrary(library), Grants.NONE, cache(bound), line -> {});
    }

    private List<Path> libraries() {
        return cache(ClassCache.DEFAULT_BOUND).entries().stream()
                .filter(entry -> entry.kind() == ClassCache.Kind.LIBRARY)
                .map(ClassCache.Entry::file)
                .toList();
    }

    /** The one that appeared since. */
    private Path unpack(String name, long bound) throws IOException {
        var before = libraries();
        load(archive(name), bound);
        return libraries().stream()
                .filter(library -> !before.contains(library))
                .findFirst()
                .orElseThrow();
    }

    private static void usedBefore(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static boolean wasUsedNow(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(Duration.ofHours(1)));
    }

    private static void assertIsWhole(Path library) throws IOException {
        assertTrue(Files.exists(library.resolve("lib/python3.13/os.py")));
        assertEquals(5000, Files.size(library.resolve("lib/python3.13/json/__init__.py")));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(cacheDirectory())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void an_unpacked_library_is_an_entry_with_the_size_of_its_files() throws IOException {
        load(archive("a.zip"), ClassCache.DEFAULT_BOUND);
        var cache = cache(ClassCache.DEFAULT_BOUND);
        var entry = cache.entries().stream()
                .filter(each -> each.kind() == ClassCache.Kind.LIBRARY)
                .findFirst()
                .orElseThrow();
        assertIsWhole(entry.file());
        assertEquals(5000 + "name = 'a.zip'\n".length(), entry.bytes());
        assertEquals("library", entry.kind().toString());
        assertEquals(cache.entries().size(), cache.clear());
        assertEquals(List.of(), names());
    }

    @Test
    void a_runtime_and_each_guest_use_the_library_anew() throws IOException {
        Path library = unpack("a.zip", ClassCache.DEFAULT_BOUND);
        usedBefore(library, Duration.ofDays(3));
        var module = load(archive("a.zip"), ClassCache.DEFAULT_BOUND);
        assertTrue(wasUsedNow(library));
        usedBefore(library, Duration.ofDays(3));
        module.newProcess(List.of(), 1 << 20, new RequestStreams());
        assertTrue(wasUsedNow(library));
    }

    @Test
    void a_library_of_the_users_is_left_alone() throws IOException {
        Path own = Files.createDirectory(directory.resolve("own"));
        Files.writeString(own.resolve("os.py"), "");
        usedBefore(own, Duration.ofDays(3));
        load(own, ClassCache.DEFAULT_BOUND).newProcess(List.of(), 1 << 20, new RequestStreams());
        assertFalse(wasUsedNow(own));
        assertEquals(List.of(), libraries());
    }

    @Test
    void a_link_in_place_of_a_library_is_used_and_what_it_leads_to_left_alone() throws IOException {
        Path library = unpack("a.zip", ClassCache.DEFAULT_BOUND);
        Path own = Files.move(library, directory.resolve("own"));
        Files.createSymbolicLink(library, own);
        usedBefore(own, Duration.ofDays(3));
        assertTrue(load(archive("a.zip"), 1).describe().contains(library.toString()));
        cache(1).clear();
        assertFalse(wasUsedNow(own));
        assertIsWhole(own);
    }

    @Test
    void libraries_that_no_guest_used_for_a_day_go_when_there_is_no_room() throws IOException {
        Path oldest = unpack("oldest.zip", ClassCache.DEFAULT_BOUND);
        Path old = unpack("old.zip", ClassCache.DEFAULT_BOUND);
        Path inUse = unpack("in-use.zip", ClassCache.DEFAULT_BOUND);
        usedBefore(oldest, Duration.ofDays(3));
        usedBefore(old, Duration.ofDays(2));
        usedBefore(inUse, Duration.ofHours(23));
        long others =
                cache(1).entries().stream().mapToLong(ClassCache.Entry::bytes).sum() - 3 * 5100;
        Path roomForThree = unpack("new.zip", others + 4 * 5100 - 1000);
        assertEquals(Set.of(roomForThree, inUse, old), Set.copyOf(libraries()));
        Path roomForNone = unpack("newer.zip", 1);
        assertEquals(Set.of(roomForNone, roomForThree, inUse), Set.copyOf(libraries()));
        for (Path library : libraries()) {
            assertIsWhole(library);
        }
    }

    @Test
    void a_library_that_went_is_unpacked_again_for_the_next_guest() throws IOException {
        var module = load(archive("a.zip"), ClassCache.DEFAULT_BOUND);
        Path library = libraries().get(0);
        cache(ClassCache.DEFAULT_BOUND).clear();
        assertTrue(Files.notExists(library));
        module.newProcess(List.of(), 1 << 20, new RequestStreams());
        assertIsWhole(library);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_killed_writers_left_goes_after_an_hour(boolean clear) throws IOException {
        build();
        String uuid = UUID.randomUUID().toString().substring(1);
        var old = List.of("new1.tmp", "unpacking1", "removing-1" + uuid);
        var young = List.of("new2.tmp", "unpacking2", "removing-2" + uuid);
        var users = List.of("news.tmp", "unpacking", "removing-furniture", "library-mine");
        for (String name : Stream.of(old, young, users).flatMap(List::stream).toList()) {
            Path file = cacheDirectory().resolve(name);
            if (name.endsWith(".tmp")) {
                Files.writeString(file, "begun");
            } else {
                Files.createDirectories(file.resolve("lib"));
                Files.writeString(file.resolve("lib/os.py"), "begun");
            }
            usedBefore(file, young.contains(name) ? Duration.ofMinutes(30) : Duration.ofDays(3));
        }
        if (clear) {
            cache(ClassCache.DEFAULT_BOUND).clear();
        } else {
            unpack("a.zip", ClassCache.DEFAULT_BOUND);
        }
        var entries = libraries().stream()
                .map(library -> library.getFileName().toString())
                .toList();
        var left = names().stream()
                .filter(name -> !name.endsWith(".classes") && !entries.contains(name))
                .toList();
        assertEquals(Stream.of(young, users).flatMap(List::stream).sorted().toList(), left);
    }

    @Test
    void an_archive_that_is_damaged_leaves_nothing() throws IOException {
        build();
        var before = names();
        byte[] whole = Files.readAllBytes(archive("a.zip"));
        Path truncated = Files.write(directory.resolve("truncated.zip"), Arrays.copyOf(whole, whole.length / 2));
        var error = assertThrows(PythonModuleException.class, () -> load(truncated, ClassCache.DEFAULT_BOUND));
        assertTrue(
                error.getMessage().startsWith("the library " + truncated + " is no zip file, or not a whole one"),
                error.getMessage());
        Path outside = directory.resolve("outside.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(outside))) {
            put(zip, "lib/python3.13/os.py", "");
            put(zip, "../../os.py", "");
        }
        assertThrows(PythonModuleException.class, () -> load(outside, ClassCache.DEFAULT_BOUND));
        assertEquals(before, names());
    }

    @Test
    void one_archive_may_be_unpacked_by_many_at_the_same_time() throws Exception {
        build();
        var before = names();
        var threads = Executors.newFixedThreadPool(8);
        for (int round = 0; round < 10; round++) {
            Path archive = archive(round + ".zip");
            Callable<LoadedModule> load = () -> load(archive, ClassCache.DEFAULT_BOUND);
            for (Future<LoadedModule> done : threads.invokeAll(Collections.nCopies(8, load))) {
                assertTrue(done.get().describe().contains(", library "));
            }
        }
        threads.shutdown();
        assertEquals(10, libraries().size());
        for (Path library : libraries()) {
            assertIsWhole(library);
        }
        assertEquals(
                before,
                names().stream().filter(name -> !name.startsWith("library-")).toList());
    }

    @Test
    void many_may_clear_at_the_same_time() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 10; round++) {
            load(archive("a.zip"), ClassCache.DEFAULT_BOUND);
            Callable<Integer> clear = cache(ClassCache.DEFAULT_BOUND)::clear;
            for (Future<Integer> done : threads.invokeAll(Collections.nCopies(4, clear))) {
                done.get();
            }
            assertEquals(List.of(), names());
        }
        threads.shutdown();
    }

    /** Of the modules that speak the protocol; in a cache of its own, with what was compiled before. */
    @Test
    void the_second_guest_gets_the_code_that_the_first_one_made() throws IOException {
        Guests.runtime(Guests.official());
        Files.createDirectories(cacheDirectory());
        try (var known = Files.list(ClassCache.defaultDirectory())) {
            for (Path file : known.filter(file -> !file.toString().contains("-start-") && Files.isRegularFile(file))
                    .toList()) {
                Files.createSymbolicLink(cacheDirectory().resolve(file.getFileName()), file);
            }
        }
        assertEquals(42, answer());
        Path code = startCode();
        byte[] whole = Files.readAllBytes(code);
        Files.setLastModifiedTime(code, FileTime.fromMillis(0));
        assertEquals(42, answer());
        assertTrue(Files.getLastModifiedTime(code).toMillis() > 0, "it was not read");
        Files.write(code, Arrays.copyOf(whole, whole.length / 2));
        assertEquals(42, answer());
        assertArrayEquals(whole, Files.readAllBytes(code));
    }

    private Object answer() {
        var runtime = PythonRuntime.builder()
                .withModule(Guests.official())
                .withCache(cacheDirectory())
                .build();
        try (var python = runtime.open()) {
            return python.call("f", python.eval("def f(x): return 6 * x\n7"));
        }
    }

    private Path startCode() throws IOException {
        try (var files = Files.list(cacheDirectory())) {
            return files.filter(file -> file.toString().contains("-start-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
