package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.engine.WasmText.bytes;
import static org.pythonwasm.engine.WasmText.module;
import static org.pythonwasm.engine.WasmText.noType;
import static org.pythonwasm.engine.WasmText.program;
import static org.pythonwasm.engine.WasmText.section;

import com.dylibso.chicory.wasm.types.SectionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be used is said in one sentence, with what was found and what was expected. */
class BadModuleTest {
    private static final byte I32_CONST = 0x41;
    private static final byte CALL = 0x10;
    private static final byte DROP = 0x1A;
    private static final byte LOOP = 0x03;
    private static final byte BR = 0x0C;
    private static final byte END = 0x0B;
    private static final byte NOTHING = 0x40;
    /** fd_write(1, 0, 1, 8). */
    private static final byte[] PRINT = {I32_CONST, 1, I32_CONST, 0, I32_CONST, 1, I32_CONST, 8, CALL, 0, DROP};

    @TempDir
    private Path directory;

    private PythonModule named(byte[] content) throws IOException {
        return PythonModule.of(Files.write(directory.resolve("python.wasm"), content));
    }

    private String failure(PythonModule module) {
        var error = assertThrows(
                PythonModuleException.class,
                () -> PythonRuntime.builder()
                        .withModule(module)
                        .withCache(directory.resolve("cache"))
                        .build()
                        .open()
                        .close());
        assertEquals(1, error.getMessage().lines().count(), error.getMessage());
        return error.getMessage();
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
        }
    }

    @Test
    void a_file_that_is_not_there() {
        assertSays(failure(PythonModule.of(directory.resolve("none.wasm"))), "none.wasm is not there");
    }

    @Test
    void no_wasm_file() throws IOException {
        assertSays(
                failure(named("#!/bin/sh\n".getBytes())),
                "is no WebAssembly module",
                "begins with 23 21 2f 62",
                "expected 00 61 73 6d");
        assertSays(failure(named(new byte[0])), "is no WebAssembly module", "empty");
    }

    @Test
    void a_component() throws IOException {
        assertSays(
                failure(named(new byte[] {0, 'a', 's', 'm', 13, 0, 1, 0})),
                "is a WebAssembly component",
                "expected a core module, built for WASI preview 1");
    }

    @Test
    void a_truncated_module() throws IOException {
        byte[] whole = program("cpython-313", PRINT);
        assertSays(failure(named(Arrays.copyOf(whole, 6))), "truncated", "6 bytes");
        assertSays(failure(named(Arrays.copyOf(whole, whole.length - 20))), "truncated or damaged");
    }

    @Test
    void unknown_imports() throws IOException {
        byte[] content = module(noType(), section(SectionId.IMPORT, bytes(2, "env", "foo", 0, 0, "env", "bar", 0, 0)));
        assertSays(
                failure(named(content)),
                "imports env.foo, env.bar",
                "expected functions of wasi_snapshot_preview1 alone");
    }

    @Test
    void the_engines_own_guest() throws IOException {
        byte[] content = module(noType(), section(SectionId.IMPORT, bytes(1, "python_wasm", "hash_big", 0, 0)));
        assertSays(failure(named(content)), "is this project's own guest");
    }

    @Test
    void a_module_that_is_no_program() throws IOException {
        assertSays(failure(named(module(noType()))), "exports neither _start nor __main_void", "expected a program");
    }

    @Test
    void a_program_that_is_no_python() throws IOException {
        assertSays(failure(named(program("Hello", PRINT))), "holds no tag of CPython 3", "expected a build of CPython");
    }

    @Test
    void a_python_that_is_too_old() throws IOException {
        assertSays(failure(named(program("cpython-39/", PRINT))), "is Python 3.9", "expected 3.11 or newer");
    }

    @Test
    void a_program_that_prints_a_banner_and_ends() throws IOException {
        assertSays(
                failure(named(program("Hello, I am cpython-313\n", PRINT))),
                "ended instead of waiting for requests",
                "expected a Python that takes the options",
                "it printed: Hello, I am cpython-313");
    }

    @Test
    void a_program_that_prints_without_end() throws IOException {
        byte[] body = bytes(new byte[] {LOOP, NOTHING}, PRINT, new byte[] {BR, 0, END});
        assertSays(failure(named(program("cpython-313\n", body))), "prints without end when it starts");
    }

    @Test
    void a_program_that_traps() throws IOException {
        assertSays(failure(named(program("cpython-313\n", (byte) 0))), "trapped when it started", "it printed nothing");
    }

    @Test
    void a_library_that_is_missing() {
        var runtime = Guests.runtime(PythonModule.of(Guests.plain().resolve("python.wasm")));
        assertSays(
                assertThrows(PythonModuleException.class, runtime::open).getMessage(),
                "looks for its library in /usr/local/lib/python3.13",
                "withLibrary(DIRECTORY)");
    }

    @Test
    void a_library_of_another_version() throws IOException {
        Files.writeString(directory.resolve("os.py"), "");
        Files.writeString(directory.resolve("cgi.py"), "");
        assertSays(
                failure(named(program("cpython-313", PRINT)).withLibrary(directory)),
                "is that of Python 3.12",
                "is Python 3.13: map the library of 3.13");
    }

    @Test
    void a_library_that_is_none() throws IOException {
        var module = named(program("cpython-313", PRINT));
        assertSays(failure(module.withLibrary(directory)), "holds no library of Python 3.13", "expected os.py");
        assertSays(failure(module.withLibrary(directory.resolve("none"))), "none is not there");
        assertSays(failure(module.withLibrary(module.file())), "is no zip file, or not a whole one");
    }

    @Test
    void a_zip_file_that_was_cut_off() throws IOException {
        Path whole = directory.resolve("library.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(whole))) {
            zip.putNextEntry(new ZipEntry("os.py"));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = directory.resolve("cut.zip");
        for (int length = 0; length < bytes.length; length += 7) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertSays(
                    failure(named(program("cpython-313", PRINT)).withLibrary(cut)),
                    "cut.zip is no zip file, or not a whole one");
        }
    }

    @Test
    void a_directory_that_is_not_there() throws IOException {
        var builder = PythonRuntime.builder().withModule(named(program("cpython-313", PRINT)));
        assertSays(
                assertThrows(
                                IllegalArgumentException.class,
                                () -> builder.withReadOnlyDirectory("/data", directory.resolve("data")))
                        .getMessage(),
                "no directory to grant: ",
                "data");
    }

    @Test
    void paths_of_the_guest_are_absolute() throws IOException {
        var module = named(program("cpython-313", PRINT));
        assertSays(
                assertThrows(IllegalArgumentException.class, () -> module.withHome("data"))
                        .getMessage(),
                "an absolute path of the guest",
                "'data'");
        var properties = new Properties();
        properties.setProperty("module", "python.wasm");
        properties.setProperty("dir", "data");
        assertSays(
                assertThrows(
                                IllegalArgumentException.class,
                                () -> PythonRuntime.builder().withSettings(properties))
                        .getMessage(),
                "the setting dir has two parts with ':' between them, got 'data'");
    }

    @Test
    void more_memory_than_the_limit_at_the_start() {
        var runtime = Guests.runtime(Guests.official());
        var error = assertThrows(
                PythonModuleException.class,
                () -> runtime.open(Limits.defaults().withMemoryBytes(16 << 20)));
        assertSays(error.getMessage(), "starts with 20 MiB of memory, and the limit is 16 MiB");
    }
}
