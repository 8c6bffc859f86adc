package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CPython unchanged sees of the host what the built-in guest would see: what was granted, and nothing beside it. */
class ModuleSandboxTest {
    @TempDir
    private static Path host;

    private static PythonRuntime runtime;

    private final PythonInterpreter python = runtime.open();

    @BeforeAll
    static void grant() throws IOException {
        Path data = Files.createDirectories(host.resolve("data"));
        Files.writeString(host.resolve("secret"), "secret");
        Files.writeString(data.resolve("a.txt"), "first\nsecond\n");
        Files.createDirectories(data.resolve("inner"));
        Files.writeString(data.resolve("inner").resolve("b.txt"), "ü");
        Files.createSymbolicLink(data.resolve("link"), host.resolve("secret"));
        Files.createSymbolicLink(data.resolve("up"), host);
        runtime = PythonRuntime.builder()
                .withModule(Guests.official())
                .withReadOnlyDirectory("/data", data)
                .withScratchSpace("/tmp", ScratchLimits.defaults().withBytes(100_000))
                .withEnvironment(Map.of("CITY", "Zurich"))
                .withClock(Clock.fixed(Instant.parse("2024-02-29T12:00:00Z"), ZoneOffset.UTC))
                .withRandomSeed(7)
                .build();
    }

    @AfterEach
    void close() {
        python.close();
    }

    /** What becomes of a statement: the name of the exception, and its number where it has one. */
    private String failure(String statement) {
        var error = assertThrows(PythonException.class, () -> python.exec(statement), statement);
        assertTrue(python.isUsable(), statement);
        return error.typeName() + ": " + error.pythonMessage();
    }

    @Test
    void a_granted_directory_is_readable_and_nothing_beside_it_is_there() {
        assertEquals(List.of("first\nsecond\n", "ü", List.of("a.txt", "inner"), false), python.eval("""
                import os
                [open('/data/a.txt').read(), open('/data/inner/../inner/b.txt', encoding='utf-8').read(),
                 sorted(os.listdir('/data')), os.path.lexists('/data/link')]
                """));
        for (String path : List.of(
                "/data/../secret",
                "/data/inner/../../secret",
                "/data/link",
                "/data/up/secret",
                "/data/up/data/a.txt",
                "/secret",
                "/data/a.txt/../../secret",
                "/data//../secret",
                "data/..//secret",
                "/etc/passwd",
                "/proc/self/environ",
                "../../../etc/passwd")) {
            assertTrue(
                    failure("open('" + path + "').read()")
                            .matches("(FileNotFoundError|NotADirectoryError|OSError): .*"),
                    path);
        }
    }

    @Test
    void the_root_leads_to_what_was_granted_and_to_the_library() {
        assertEquals(List.of("data", "tmp", "usr"), python.eval("import os\nsorted(os.listdir('/'))"));
        assertEquals(List.of("python3.13"), python.eval("os.listdir('/usr/local/lib')"));
        assertEquals("OSError: [Errno 69] Read-only file system: '/new'", failure("open('/new', 'w')"));
    }

    @Test
    void nothing_but_the_scratch_space_can_be_changed() throws IOException {
        python.exec("import os");
        for (String change : List.of(
                "open('/data/a.txt', 'w')",
                "open('/data/new', 'x')",
                "open('/data/a.txt', 'a')",
                "open('/data/a.txt', 'r+')",
                "os.remove('/data/a.txt')",
                "os.mkdir('/data/new')",
                "os.rename('/data/a.txt', '/data/c')",
                "os.symlink('/etc', '/data/etc')",
                "os.link('/data/a.txt', '/data/c')",
                "os.truncate('/data/a.txt', 0)",
                "os.rmdir('/data/inner')",
                "os.utime('/data/a.txt')",
                "os.rename('/data/a.txt', '/tmp/a.txt')",
                "os.symlink('/data', '/tmp/link')",
                "os.link('/data/a.txt', '/tmp/a.txt')")) {
            failure(change);
        }
        assertEquals("first\nsecond\n", Files.readString(host.resolve("data/a.txt")));
        try (var files = Files.list(host.resolve("data"))) {
            assertEquals(4, files.count());
        }
    }

    @Test
    void each_interpreter_has_a_scratch_space_of_its_own_within_its_limits_and_a_reset_leaves_nothing() {
        assertEquals("first\nsecond\n", python.eval("""
                import os, shutil
                shutil.copy('/data/a.txt', '/tmp/copy')
                open('/tmp/copy').read()
                """));
        try (var other = runtime.open()) {
            assertEquals(List.of(), other.eval("import os\nos.listdir('/tmp')"));
        }
        assertEquals(
                "OSError: [Errno 51] No space left on device",
                failure("open('/tmp/large', 'wb').write(bytes(200_000))"));
        python.reset();
        assertEquals(List.of(), python.eval("import os\nos.listdir('/tmp')"));
    }

    @Test
    void environment_clock_and_random_seed_are_as_granted_also_after_a_reset() {
        String script = """
                import os, random, uuid
                from datetime import datetime, timezone
                [dict(os.environ), str(datetime.now(timezone.utc)), random.random(), str(uuid.uuid4()), os.urandom(4).hex()]
                """;
        var first = (List<?>) python.eval(script);
        assertEquals(Map.of("CITY", "Zurich", "PYTHONHOME", "/usr/local"), first.get(0));
        assertEquals("2024-02-29 12:00:00+00:00", first.get(1));
        python.reset();
        assertEquals(first, python.eval(script));
    }

    @Test
    void what_a_sandbox_has_not_fails_with_a_python_error() {
        for (String script : List.of(
                "import socket; socket.socket()",
                "import subprocess; subprocess.run(['ls'])",
                "import threading; threading.Thread(target=print).start()",
                "import os; os.system('ls')",
                "import os; os.dup2(1, 5)",
                "import ctypes")) {
            failure(script);
        }
    }

    @Test
    void arguments_are_those_of_the_program_that_serves_requests_and_a_script_has_none() {
        assertEquals(List.of(""), python.eval("import sys\nsys.argv"));
    }

    @Test
    void memory_has_the_limit_of_the_call_also_where_it_is_set_later() {
        assertEquals(60_000_000, python.eval("len(bytearray(60_000_000))"));
        var error = assertThrows(
                PythonException.class,
                () -> python.withLimits(
                        Limits.defaults().withMemoryBytes(96 << 20), () -> python.eval("len(bytearray(150_000_000))")));
        assertEquals(
                "MemoryError: the interpreter's limit is " + (96 << 20) + " bytes (Limits.memoryBytes)",
                error.getMessage());
        assertEquals(150_000_000, python.eval("len(bytearray(150_000_000))"));
    }

    @Test
    void a_sleep_ends_with_its_interpreter() {
        var limits = Limits.defaults().withWallTime(java.time.Duration.ofMillis(300));
        var died = assertThrows(
                GuestDiedException.class,
                () -> python.withLimits(limits, () -> python.eval("import time\ntime.sleep(1000)")));
        assertEquals(GuestDiedException.Reason.TIMEOUT, died.reason());
        assertFalse(python.isUsable());
    }

    @Test
    void a_library_that_lies_where_a_directory_is_granted_is_refused() {
        var builder = PythonRuntime.builder().withModule(Guests.official()).withReadOnlyDirectory("/usr/local", host);
        var error = assertThrows(IllegalArgumentException.class, builder::build);
        assertEquals("/usr/local/lib/python3.13 overlaps a directory that is granted already", error.getMessage());
    }
}
