package org.pythonwasm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pythonwasm.test.GuestBuilds;

/** The command line with a python.wasm that it is given: CPython unchanged, as {@code guest/build.sh --plain} makes it. */
@Timeout(300)
class ModuleCommandTest {
    private static Path prefix;

    @TempDir
    private Path directory;

    private record Run(int exitCode, String out, String err) {}

    @BeforeAll
    static void build() {
        prefix = GuestBuilds.plain();
    }

    private static Run run(String input, String... arguments) {
        var all = new ArrayList<>(
                List.of("--module", prefix.resolve("python.wasm").toString(), "--library", prefix.toString()));
        all.addAll(List.of(arguments));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = PythonWasm.execute(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                all.toArray(String[]::new));
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "print(1)                      | 0",
                "import sys; sys.exit(3)       | 3",
                "raise ValueError('no')        | 1",
                "import os; os._exit(5)        | 5",
                "import os; os.abort()         | 134",
            })
    void exit_codes_are_those_of_python(String code, int exitCode) {
        Run run = run("", "-c", code);
        assertEquals(exitCode, run.exitCode, run.err);
    }

    @Test
    void a_time_out_ends_the_program() {
        assertEquals(124, run("", "--timeout", "0.5", "-c", "while True: pass").exitCode);
    }

    @Test
    void memory_is_limited() {
        Run run = run("", "--memory", "64", "-c", "bytearray(100_000_000)");
        assertEquals(1, run.exitCode);
        assertTrue(run.err.contains("MemoryError"), run.err);
    }

    @Test
    void it_sees_what_it_is_given_and_reads_what_is_piped_in() throws IOException {
        Files.writeString(directory.resolve("in.txt"), "file");
        Run run = run(
                "piped\n",
                "--dir",
                directory + ":/data",
                "--env",
                "NAME=value",
                "--cwd",
                "/data",
                "--options=-S -P -O",
                "-c",
                """
                import os, sys
                assert False
                print(sys.argv, os.environ['NAME'], open('in.txt').read(), input())
                """,
                "a",
                "-c");
        assertEquals(new Run(0, "['-c', 'a', '-c'] value file piped\n", ""), run);
    }

    @Test
    void it_says_which_python_it_is() {
        Run run = run("", "--describe", "-c", "1");
        assertTrue(run.err.startsWith("python.wasm: Python 3.13, "), run.err);
        assertTrue(run.err.contains(" command, library "), run.err);
    }
}
