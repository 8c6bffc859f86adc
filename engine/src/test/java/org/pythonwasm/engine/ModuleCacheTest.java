package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.module.ClassCache;
import org.pythonwasm.engine.module.LoadedModule;

/** Compiled modules are kept on disk, and nothing that is damaged comes back. */
class ModuleCacheTest {
    @TempDir
    private Path directory;

    private Path cacheDirectory() {
        return directory.resolve("cache");
    }

    private PythonModule small() throws IOException {
        Path file = directory.resolve("python.wasm");
        return PythonModule.of(Files.exists(file) ? file : Files.write(file, WasmText.program("cpython-313", (byte) 0)));
    }

    /** What was said while it was built. */
    private List<String> build() throws IOException {
        var lines = new ArrayList<String>();
        PythonRuntime.builder().withModule(small()).withCache(cacheDirectory()).withProgress(lines::add).build();
        return lines;
    }

    private Path entry() {
        var entries = new ClassCache(cacheDirectory(), ClassCache.DEFAULT_BOUND).entries().stream()
                .filter(entry -> entry.kind() == ClassCache.Kind.MODULE).toList();
        assertEquals(1, entries.size());
        return entries.get(0).file();
    }

    @Test
    void the_first_use_compiles_and_the_second_does_not() throws IOException {
        assertTrue(build().stream().anyMatch(line -> line.startsWith("compiled python.wasm: 1 functions")));
        assertEquals(List.of(), build());
        assertTrue(entry().getFileName().toString().contains("-jdk" + Runtime.version().feature()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"truncate", "flip", "empty"})
    void a_damaged_entry_is_compiled_again(String damage) throws IOException {
        build();
        byte[] whole = Files.readAllBytes(entry());
        byte[] damaged = damage.equals("empty") ? new byte[0]
                : Arrays.copyOf(whole, damage.equals("flip") ? whole.length : whole.length - 1);
        if (damage.equals("flip")) {
            damaged[whole.length / 2] ^= 1;
        }
        Files.write(entry(), damaged);
        assertEquals(1, build().stream().filter(line -> line.startsWith("compiled")).count());
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
                PythonModule.of(file), new ClassCache(cacheDirectory(), size + size / 2), line -> { });
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
            assertEquals(1, lines.stream().filter(line -> line.startsWith("compiled")).count(), lines.toString());
            var warnings = lines.stream().filter(line -> line.startsWith("warning")).toList();
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
            processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp", System.getProperty("java.class.path"), ModuleCacheTest.class.getName(), module.toString(),
                    cacheDirectory().toString()).inheritIO().start());
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
            PythonRuntime.builder().withModule(Path.of(arguments[0])).withCache(cache).withProgress(line -> { }).build();
            for (var entry : new ClassCache(cache, ClassCache.DEFAULT_BOUND).entries()) {
                Files.deleteIfExists(entry.file());
            }
        }
        PythonRuntime.builder().withModule(Path.of(arguments[0])).withCache(cache).withProgress(line -> { }).build();
    }

    /** Of the modules that speak the protocol; in a cache of its own, with what was compiled before. */
    @Test
    void the_second_guest_gets_the_code_that_the_first_one_made() throws IOException {
        Guests.runtime(Guests.official());
        Files.createDirectories(cacheDirectory());
        try (var known = Files.list(ClassCache.defaultDirectory())) {
            for (Path file : known.filter(file -> !file.toString().contains("-start-") && Files.isRegularFile(file)).toList()) {
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
        var runtime = PythonRuntime.builder().withModule(Guests.official()).withCache(cacheDirectory()).build();
        try (var python = runtime.open()) {
            return python.call("f", python.eval("def f(x): return 6 * x\n7"));
        }
    }

    private Path startCode() throws IOException {
        try (var files = Files.list(cacheDirectory())) {
            return files.filter(file -> file.toString().contains("-start-")).findFirst().orElseThrow();
        }
    }
}
