package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a runtime grants is there, and nothing beside it. */
class GrantsTest {
    @TempDir
    private Path host;

    private Path data;

    @BeforeEach
    void makeFiles() throws IOException {
        data = Files.createDirectories(host.resolve("data"));
        Files.writeString(host.resolve("secret"), "secret");
        Files.writeString(data.resolve("a.txt"), "first\nsecond\n");
        Files.createDirectories(data.resolve("inner"));
        Files.writeString(data.resolve("inner").resolve("b.txt"), "ü");
        Files.createSymbolicLink(data.resolve("link"), host.resolve("secret"));
        Files.createSymbolicLink(data.resolve("up"), host);
    }

    private PythonInterpreter open() {
        return PythonRuntime.builder()
                .withReadOnlyDirectory("/data", data)
                .build()
                .open();
    }

    @Test
    void a_directory_is_readable() {
        try (var python = open()) {
            assertEquals("first\nsecond\n", python.eval("open('/data/a.txt').read()"));
            assertEquals("second\n", python.eval("open('data/inner/../a.txt').readlines()[1]"));
            assertEquals("ü", python.eval("open('/data/inner/b.txt', encoding='utf-8').read()"));
            assertEquals(13, python.eval("import os\nos.stat('/data/a.txt').st_size"));
            assertEquals(List.of("a.txt", "inner"), python.eval("sorted(os.listdir('/data'))"));
            assertEquals(
                    List.of("/data/inner/b.txt"),
                    python.eval("import glob\nglob.glob('/data/**/b.txt', recursive=True)"));
            assertEquals(true, python.eval("os.path.isdir('/data/inner') and os.path.isfile('/data/a.txt')"));
        }
    }

    @Test
    void a_read_takes_no_more_of_the_host_than_a_slice() {
        try (var python = open()) {
            var direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .filter(pool -> pool.getName().equals("direct"))
                    .findFirst()
                    .orElseThrow();
            python.exec("import io\nfile = io.FileIO('/data/a.txt')");
            long before = direct.getMemoryUsed();
            assertEquals(13, python.eval("file.readinto(bytearray(50 << 20))"));
            long taken = direct.getMemoryUsed() - before;
            assertTrue(taken < 1 << 20, () -> taken + " bytes");
        }
    }

    @Test
    void a_file_of_many_slices_is_read_whole() throws IOException {
        byte[] content = new byte[300_001];
        new Random(1).nextBytes(content);
        Files.write(data.resolve("large"), content);
        try (var python = open()) {
            assertArrayEquals(content, (byte[]) python.eval("open('/data/large', 'rb').read()"));
            assertArrayEquals(Arrays.copyOfRange(content, 65_530, 200_000), (byte[])
                    python.eval("import os\nos.pread(os.open('/data/large', os.O_RDONLY), 134_470, 65_530)"));
        }
    }

    @Test
    void listings_of_open_directories_have_a_budget() throws IOException {
        Path many = Files.createDirectories(data.resolve("many"));
        for (int i = 0; i < 2_000; i++) {
            Files.createFile(many.resolve(String.format("%0200d", i)));
        }
        try (var python = open()) {
            assertEquals(List.of(true, true), python.eval("""
                    import errno, os
                    opened = []
                    try:
                        while True:
                            opened.append(os.open('/data/many', os.O_RDONLY))
                    except OSError as error:
                        number = error.errno
                    [10 < len(opened) < 250, number == errno.ENOMEM]
                    """));
            assertEquals(2_000, python.eval("os.close(opened.pop())\nlen(os.listdir('/data/many'))"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data/../secret",
                "/data/inner/../../secret",
                "/data/link",
                "/data/up/secret",
                "/data/up/data/a.txt",
                "/secret",
                "/data/a.txt/../../secret",
                "/data/./../secret",
                "/data//../secret",
                "data/..//secret",
                "/data/inner/..\\\\a.txt",
                "/data/missing",
                "/data",
                "/etc/passwd",
                "/data/\\x00"
            })
    void nothing_beside_it_is_there(String path) {
        try (var python = open()) {
            var error = assertThrows(PythonException.class, () -> python.eval("open('" + path + "').read()"));
            assertTrue(
                    List.of("FileNotFoundError", "OSError", "IsADirectoryError", "NotADirectoryError", "ValueError")
                            .contains(error.typeName()),
                    error::traceback);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open('/data/a.txt', 'w')",
                "open('/data/new', 'x')",
                "open('/data/a.txt', 'a')",
                "open('/data/a.txt', 'r+')",
                "os.remove('/data/a.txt')",
                "os.mkdir('/data/new')",
                "os.rename('/data/a.txt', '/data/c')",
                "os.symlink('/etc', '/data/etc')",
                "os.truncate('/data/a.txt', 0)",
                "os.rmdir('/data/inner')"
            })
    void it_cannot_be_changed(String script) throws IOException {
        try (var python = open()) {
            assertThrows(PythonException.class, () -> python.exec("import os\n" + script));
        }
        assertEquals("first\nsecond\n", Files.readString(data.resolve("a.txt")));
        assertEquals(4, Files.list(data).count());
    }

    @Test
    void an_interpreter_without_the_grant_does_not_see_it() {
        try (var python = PythonRuntime.shared().open()) {
            assertThrows(PythonException.class, () -> python.eval("open('/data/a.txt')"));
        }
    }

    @Test
    void a_reset_closes_the_files_that_were_open() {
        try (var python = open()) {
            python.exec("import os\nleft = [os.open('/data/a.txt', os.O_RDONLY) for _ in range(100)]");
            python.reset();
            assertEquals(100, python.eval("import os\nlen([os.open('/data/a.txt', os.O_RDONLY) for _ in range(100)])"));
        }
    }

    @Test
    void a_file_that_the_preparation_left_open_is_closed_in_each_interpreter_and_is_never_another() {
        var runtime = PythonRuntime.builder()
                .withReadOnlyDirectory("/data", data)
                .withPreparation("left = open('/data/a.txt')")
                .build();
        try (var python = runtime.open()) {
            assertEquals(List.of("Bad file descriptor", "ü", true), python.eval("""
                    import os
                    try: left.read()
                    except OSError as e: answers = [e.strerror]
                    other = open('/data/inner/b.txt')
                    answers += [other.read(), other.fileno() != left.fileno()]
                    number = left.fileno()
                    left.close()
                    assert os.open('/data/a.txt', os.O_RDONLY) == number, 'a number that was closed is free again'
                    answers
                    """));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "/", "/usr", "/usr/local/lib", "/.."})
    void a_directory_has_a_place_of_its_own(String path) {
        var builder = PythonRuntime.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.withReadOnlyDirectory(path, data));
    }

    @Test
    void a_directory_that_is_none_is_refused() {
        var builder = PythonRuntime.builder().withReadOnlyDirectory("/data", data);
        assertThrows(
                IllegalArgumentException.class, () -> builder.withReadOnlyDirectory("/x", host.resolve("missing")));
        assertThrows(IllegalArgumentException.class, () -> builder.withReadOnlyDirectory("/x", host.resolve("secret")));
        assertThrows(IllegalArgumentException.class, () -> builder.withReadOnlyDirectory("/data/inner", data));
    }

    @Test
    void a_variable_that_cannot_be_one_is_refused() {
        var builder = PythonRuntime.builder();
        for (var variables : List.of(Map.of("a=b", "c"), Map.of("", "c"), Map.of("a", "\uD800"), Map.of("a", "b\0c"))) {
            assertThrows(IllegalArgumentException.class, () -> builder.withEnvironment(variables));
        }
    }

    @Test
    void names_and_variables_may_be_in_any_script() throws IOException {
        Files.createDirectories(data.resolve("日本"));
        Files.writeString(data.resolve("日本").resolve("größe 😀.txt"), "grün");
        var runtime = PythonRuntime.builder()
                .withReadOnlyDirectory("/données", data)
                .withEnvironment(Map.of("Straße", "Zürich 😀"))
                .build();
        try (var python = runtime.open()) {
            assertEquals(List.of(List.of("größe 😀.txt"), "grün", true, 5, "Zürich 😀", "utf-8"), python.eval("""
                    import os, sys, locale
                    [name] = [name for name in os.listdir('/données') if not name.isascii()]
                    path = f'/données/{name}/größe 😀.txt'
                    [os.listdir(f'/données/{name}'), open(path).read(), os.path.exists(os.fsencode(path)), os.stat(path).st_size,
                     os.environ['Straße'], sys.getfilesystemencoding()]
                    """));
            assertEquals(List.of("utf-8", "UTF-8", "utf-8"), python.eval("""
                    import io
                    [io.text_encoding(None), locale.getencoding(), sys.stdout.encoding]
                    """));
            var error = assertThrows(PythonException.class, () -> python.eval("open('/données/é')"));
            assertEquals("FileNotFoundError", error.typeName());
        }
    }

    @Test
    void files_have_the_times_of_the_host_and_are_told_apart() throws IOException {
        Files.setLastModifiedTime(
                data.resolve("a.txt"), java.nio.file.attribute.FileTime.fromMillis(1_600_000_000_123L));
        try (var python = open()) {
            assertEquals(List.of(1_600_000_000_123_000_000L, true, false, true), python.eval("""
                    import os
                    one, other = open('/data/a.txt'), open('/data/a.txt')
                    [os.stat('/data/a.txt').st_mtime_ns, os.path.samefile('/data/a.txt', '/data/inner/../a.txt'),
                     os.path.samefile('/data/a.txt', '/data/inner/b.txt'),
                     os.path.sameopenfile(one.fileno(), other.fileno())]
                    """));
        }
    }

    @Test
    void environment_clock_and_random_seed_are_as_granted_also_after_a_reset() {
        var runtime = PythonRuntime.builder()
                .withEnvironment(Map.of("CITY", "Zurich"))
                .withClock(Clock.fixed(Instant.parse("2024-02-29T12:00:00Z"), ZoneOffset.UTC))
                .withRandomSeed(7)
                .build();
        String script = """
                import os, time, random, uuid
                from datetime import datetime, timezone
                [dict(os.environ), str(datetime.now(timezone.utc)), random.random(), str(uuid.uuid4()), os.urandom(4).hex()]
                """;
        try (var python = runtime.open();
                var other = runtime.open()) {
            var first = (List<?>) python.eval(script);
            assertEquals(Map.of("CITY", "Zurich"), first.get(0));
            assertEquals("2024-02-29 12:00:00+00:00", first.get(1));
            assertEquals(first, other.eval(script));
            python.reset();
            assertEquals(first, python.eval(script));
        }
    }

    @Test
    void a_file_outlives_the_interruption_of_the_thread_that_reads_it() throws IOException {
        Files.writeString(data.resolve("numbers"), "0123456789".repeat(1_000));
        try (var python = open()) {
            python.set("interrupt", (Runnable) Thread.currentThread()::interrupt);
            python.set("was_interrupted", (Callable<Object>) Thread::interrupted);
            python.exec("file = open('/data/numbers', 'rb', 0)");
            Object seen;
            try {
                seen = python.eval("""
                        import os
                        interrupt()
                        seen = file.read(10)
                        [seen.decode(), os.fstat(file.fileno()).st_size, was_interrupted()]
                        """);
            } catch (PythonException e) {
                // It came before the file was read, or behind.
                assertEquals("KeyboardInterrupt", e.typeName());
                seen = List.of("0123456789", 10_000, true);
            } finally {
                Thread.interrupted();
            }
            assertEquals(List.of("0123456789", 10_000, true), seen);
            python.exec("file.seek(10)");
            assertEquals("0123456789", python.eval("file.read(10).decode()"));
        }
    }
}
