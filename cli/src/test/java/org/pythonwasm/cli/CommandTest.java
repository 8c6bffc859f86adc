package org.pythonwasm.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line with the built-in guest. */
class CommandTest {
    @TempDir
    private Path directory;

    private record Run(int exitCode, String out, String err) {}

    private static Run run(String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = PythonWasm.execute(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void code_runs_with_its_arguments_whatever_they_look_like() {
        assertEquals(
                new Run(0, "['-c', 'a', '--timeout', '-c']\n", ""),
                run("", "-c", "import sys\nprint(sys.argv)", "a", "--timeout", "-c"));
    }

    @Test
    void options_before_the_code_do_not_change_to_whom_its_arguments_belong() {
        for (String option : new String[] {"--timezone", "--env", "--scratch"}) {
            String value = option.equals("--timezone") ? "UTC" : option.equals("--env") ? "A=B" : "/tmp";
            assertEquals(
                    new Run(0, "['-c', 'a', '--timeout']\n", ""),
                    run("", option, value, "-c", "import sys; print(sys.argv)", "a", "--timeout"));
        }
    }

    @Test
    void a_script_that_is_not_in_utf_8_is_named() throws IOException {
        Path script = Files.write(directory.resolve("latin.py"), new byte[] {'#', (byte) 0xFC, '\n'});
        assertEquals(
                new Run(2, "", "python-wasm: can't read file '" + script + "': it is not in UTF-8\n"),
                run("", "run", script.toString()));
    }

    @Test
    void a_script_may_begin_with_a_byte_order_mark() throws IOException {
        Path script = Files.writeString(directory.resolve("mark.py"), "\uFEFFprint('marked')");
        assertEquals(new Run(0, "marked\n", ""), run("", "run", script.toString()));
    }

    @Test
    void a_script_runs_as_main_and_reads_what_is_piped_in() throws IOException {
        Path script = Files.writeString(directory.resolve("sum.py"), """
                import sys
                if __name__ == "__main__":
                    print(sys.argv[1:], sum(int(line) for line in sys.stdin), __file__ == sys.argv[0])
                """);
        assertEquals(new Run(0, "['-x', 'ä'] 42 True\n", ""), run("40\n2\n", "run", script.toString(), "-x", "ä"));
    }

    @Test
    void a_module_runs_by_its_name() {
        Run run = run("{\"a\": 1}", "-m", "json.tool", "--compact");
        assertEquals(new Run(0, "{\"a\":1}\n", ""), run);
    }

    @Test
    void what_is_piped_in_is_the_program_where_there_is_no_other() {
        assertEquals(new Run(0, "2\n", ""), run("print(1 + 1)\n"));
        assertEquals(new Run(0, "2\n", ""), run("print(1 + 1)\n", "run", "-"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pass                        | 0",
                "import sys; sys.exit()      | 0",
                "import sys; sys.exit(3)     | 3",
                "import sys; sys.exit('no')  | 1",
                "exit(3)                     | 3",
                "quit()                      | 0",
                "1 / 0                       | 1",
                "1 +                         | 1",
                "raise KeyboardInterrupt     | 130",
                "import os; os._exit(5)      | 5",
                "import os; os.abort()       | 134",
            })
    void exit_codes_are_those_of_python(String code, int exitCode) {
        Run run = run("", "-c", code);
        assertEquals(exitCode, run.exitCode, run.err);
    }

    @Test
    void an_exception_is_printed_with_its_traceback() {
        Run run = run("", "-c", "def f():\n    1 / 0\nf()");
        assertTrue(run.err.startsWith("Traceback (most recent call last):\n  File \"<string>\", line 3"), run.err);
        assertTrue(run.err.endsWith("ZeroDivisionError: division by zero\n"), run.err);
    }

    @ParameterizedTest
    @CsvSource({"300ms", "0.3s", ".005m", "0.0001h", "' 300 MS '"})
    void a_time_out_may_have_a_unit(String timeout) {
        assertEquals(124, run("", "--timeout", timeout, "-c", "while True: pass").exitCode);
    }

    @Test
    void a_wrong_option_is_named_in_two_lines_and_not_by_the_whole_help() {
        assertEquals(new Run(2, "", """
                python-wasm: Unknown option: '--nonsense'
                Try 'python-wasm --help'.
                """), run("", "--nonsense"));
        assertEquals(
                "Try 'python-wasm run --help'.",
                run("", "run").err.lines().reduce((one, next) -> next).orElseThrow());
    }

    @Test
    void a_time_out_ends_the_program() {
        assertEquals(124, run("", "--timeout", "0.3", "-c", "while True: pass").exitCode);
        assertEquals(124, run("", "--timeout", "0.3", "-c", """
                while True:
                    try:
                        while True: pass
                    except BaseException: pass
                """).exitCode);
    }

    @Test
    void memory_is_limited() {
        Run run = run("", "--memory", "64", "-c", "bytearray(100_000_000)");
        assertEquals(1, run.exitCode);
        assertTrue(run.err.contains("MemoryError"), run.err);
    }

    @Test
    void a_scratch_space_is_written_to_up_to_its_size() {
        String code = """
                import os, sys, tempfile
                with tempfile.TemporaryFile() as f:
                    f.write(bytes(int(sys.argv[1])))
                print(tempfile.gettempdir())
                """;
        assertEquals(new Run(0, "/tmp\n", ""), run("", "--scratch", "/tmp", "-c", code, "1000000"));
        Run full = run("", "--scratch", "/tmp:500K", "-c", code, "1000000");
        assertTrue(full.exitCode == 1 && full.err.contains("OSError: [Errno 51] No space left on device"), full.err);
        assertEquals(
                new Run(0, "True\n", ""),
                run("", "--scratch=/a b/c:1K", "-c", "import os; print(os.path.isdir('/a b/c'))"));
    }

    @Test
    void the_built_in_guest_sees_the_directories_and_variables_that_it_is_given() throws IOException {
        Files.writeString(directory.resolve("data.txt"), "from the host");
        String code =
                "import os; print(open('/data/data.txt').read(), os.environ['PLACE']); open('/data/data.txt', 'w')";
        Run run = run("", "--dir", directory + ":/data", "--env", "PLACE=here", "-c", code);
        assertEquals("from the host here\n", run.out);
        assertTrue(run.exitCode == 1 && run.err.contains("Read-only file system"), run.err);
    }

    @Test
    void local_time_is_that_of_this_machine_or_of_the_zone_that_is_named() {
        String code = "import time; print(time.strftime('%H:%M %z', time.localtime(1_720_000_000)))";
        String here = DateTimeFormatter.ofPattern("HH:mm xx")
                .withZone(ZoneId.systemDefault())
                .format(Instant.ofEpochSecond(1_720_000_000));
        assertEquals(new Run(0, here + "\n", ""), run("", "-c", code));
        assertEquals(new Run(0, "15:31 +0545\n", ""), run("", "--timezone", "Asia/Kathmandu", "-c", code));
        assertEquals(new Run(0, "07:46 -0200\n", ""), run("", "--timezone=-02:00", "-c", code));
        assertEquals(new Run(0, "18:46 +0900\n", ""), run("", "--timezone", "UTC", "--env", "TZ=JST-9", "-c", code));
    }

    @Test
    void a_machine_in_another_zone_has_its_local_time() {
        var before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            assertEquals(new Run(0, "('EST', 'EDT')\n", ""), run("", "-c", "import time; print(time.tzname)"));
            TimeZone.setDefault(TimeZone.getTimeZone("SystemV/PST8PDT"));
            Run run = run("", "-c", "import time; print(time.tzname)");
            assertEquals("('UTC', 'UTC')\n", run.out);
            assertTrue(run.err.contains("Python's library lacks this machine's time zone, SystemV/PST8PDT"), run.err);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--timezone Here -c 1     | --timezone is a zone such as Europe/Berlin, UTC or +02:00, got 'Here'",
                "--timezone SystemV/PST8PDT -c 1 | Python's library has no time zone SystemV/PST8PDT",
                "--cwd /work -c 1         | the settings cwd are those of a python.wasm, which the setting module names",
                "--dir none:/work -c 1    | no directory to grant: none",
                "--dir /work -c 1         | the setting dir has two parts with ':' between them, got '/work'",
                "--scratch tmp -c 1       | the setting scratch is DIR or DIR:SIZE, such as /tmp or /tmp:64M",
                "--scratch /tmp:1T -c 1   | the setting scratch is DIR or DIR:SIZE, such as /tmp or /tmp:64M",
                "--scratch /usr -c 1      | a directory is granted under an absolute path of its own, such as /data, got /usr",
                "--scratch /tmp:0 -c 1    | size of a scratch space must be between 1 and 1099511627776, got 0",
                "--timeout 0 -c 1         | --timeout is a number of seconds above 0",
                "--timeout 1x -c 1        | a time such as 500ms, 1.5s, 2m or 1h, got 1x",
                "--timeout -1 -c 1        | a time such as 500ms, 1.5s, 2m or 1h, got -1",
                "--timeout 0.9ms -c 1     | a time such as 500ms, 1.5s, 2m or 1h, got 0.9ms",
                "--timeout 1e9 -c 1       | a time such as 500ms, 1.5s, 2m or 1h, got 1e9",
                "--memory 1 -c 1          | --memory is a number of MiB from 16 to 2047, got 1",
                "--memory 17592186044417 -c 1 | --memory is a number of MiB from 16 to 2047, got 17592186044417",
                "--module none.wasm -c 1  | none.wasm is not there",
                "run none.py              | can't open file 'none.py'",
                "script.py                | a script is run by `python-wasm run script.py`",
                "packges list             | unknown command 'packges': did you mean `python-wasm packages`? A script"
                        + " is run by",
                "rum                      | unknown command 'rum': did you mean `python-wasm run`?",
                "run .                    | can't read file '.': it is a directory",
                "packages --packages . add none.whl | can't open the wheel 'none.whl': it is not there",
                "packages --packages . add . | can't open the wheel '.': it is a directory",
                "--nonsense               | Unknown option: '--nonsense'",
                "cache ls --memory 64     | Unknown options: '--memory', '64'",
                "packages --dir a:/b list | Unknown options: '--dir'",
            })
    void wrong_options_are_explained(String arguments, String message) {
        Run run = run("", arguments.split(" "));
        assertEquals(2, run.exitCode, run.err);
        assertTrue(run.err.contains(message), run.err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"packages add", "packages check", "packages list", "packages lock", "cache ls", "cache clear"})
    void a_command_below_a_command_has_its_help_and_the_version(String command) {
        Run help = run("", (command + " --help").split(" "));
        assertEquals(0, help.exitCode, help.err);
        assertTrue(help.out.startsWith("Usage: python-wasm " + command + " "), help.out);
        assertEquals(run("", "--version"), run("", (command + " --version").split(" ")));
    }

    @Test
    void the_prompt_runs_statements_of_several_lines_and_shows_values_and_errors() {
        Run run = run(
                "1 + 1\ndef f(x):\n    return x * 2\n\nf(21)\n1 / 0\n'still ' + 'here'\nimport sys; sys.exit(4)\n",
                "-i");
        assertTrue(run.out.contains("2\n") && run.out.contains("42\n") && run.out.contains("'still here'\n"), run.out);
        assertTrue(run.err.contains("ZeroDivisionError: division by zero"), run.err);
        assertEquals(4, run.exitCode);
    }

    @Test
    void the_prompt_has_the_names_of_a_prompt_and_no_frames_of_its_own_in_errors() {
        Run run = run("help(len)\nexit\nx y\ndel\nraise ValueError('mine')\nexit(7)\n'not here'\n", "-i");
        assertTrue(
                run.out.contains("Help on built-in function len")
                        && run.out.contains("Use exit() or control-D to exit"),
                run.out);
        assertTrue(run.err.contains("x y\n") && run.err.contains("SyntaxError: invalid syntax"), run.err);
        assertTrue(run.err.endsWith("File \"<stdin>\", line 1, in <module>\nValueError: mine\n"), run.err);
        assertFalse(run.err.contains("codeop"), run.err);
        assertFalse(run.out.contains("not here"), run.out);
        assertEquals(7, run.exitCode);
    }

    @Test
    void the_prompt_ends_with_its_input() {
        assertEquals(0, run("x = 1\n", "-i").exitCode);
    }

    @Test
    void the_cache_is_listed_and_cleared() throws IOException {
        Files.write(directory.resolve("a.classes"), new byte[1_500_000]);
        Path library = directory.resolve("library-" + "0a".repeat(16));
        Files.createDirectories(library.resolve("lib/python3.13"));
        Files.write(library.resolve("lib/python3.13/os.py"), new byte[2_000_000]);
        Files.write(library.resolve("LICENSE"), new byte[500_000]);
        Run list = run("", "cache", "ls", "--cache", directory.toString());
        assertTrue(list.out.matches("(?s).*1\\.5 MB  [^\n]*  module      a\\.classes\n.*"), list.out + list.err);
        assertTrue(list.out.matches("(?s).*2\\.5 MB  [^\n]*  library     " + library.getFileName() + "\n.*"), list.out);
        assertTrue(list.out.endsWith("   4.0 MB in " + directory + "\n"), list.out);
        assertEquals(list, run("", "cache", "list", "--cache", directory.toString()));
        assertEquals(
                "removed 2 entries from " + directory + ", 1 of them compiled modules, 1 libraries\n",
                run("", "cache", "clear", "--cache", directory.toString()).out);
        assertTrue(Files.notExists(library));
    }

    @Test
    void it_says_which_python_it_is() {
        assertTrue(run("", "--describe", "-c", "1").err.contains("built-in guest: Python 3.13"));
        assertTrue(run("", "--version").out.matches("(?s)python-wasm \\d+\\.\\d+\\.\\d+.*"));
    }
}
