package org.pythonwasm.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one jar: what is in it, and its commands that are no SQL. */
@Timeout(600)
class JarTest {
    private static final long LARGEST = 60_000_000;

    @TempDir
    private Path folder;

    @Test
    void the_jar_is_below_its_size() {
        assertTrue(Jar.FILE.length() < LARGEST, Jar.FILE.length() + " bytes");
    }

    @Test
    void each_class_is_in_the_jar_once() throws IOException {
        try (var jar = new JarFile(Jar.FILE)) {
            var twice = jar.stream()
                    .collect(Collectors.groupingBy(entry -> entry.getName(), Collectors.counting()))
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getValue() > 1)
                    .toList();
            assertEquals(List.of(), twice);
        }
    }

    @Test
    void it_runs_python_as_the_command_line_does() throws Exception {
        var jar = new Jar(folder);
        assertEquals(
                new Jar.Run(0, "['-c', '--x'] 2\n", ""), jar.run("-c", "import sys; print(sys.argv, 1 + 1)", "--x"));
        assertEquals(3, jar.runWith("import sys; sys.exit(3)").exitCode());
        assertEquals(new Jar.Run(2, "", """
                        python-wasm: unknown command 'nonsense': a script is run by `python-wasm run nonsense`
                        Try 'python-wasm --help'.
                        """), jar.run("nonsense"));
    }

    @Test
    void regular_expressions_and_code_are_compiled_where_that_is_on() throws Exception {
        var python = new Jar(folder)
                .process("-c", "import re\nprint(sum(1 for i in range(5000) if re.search(r'(1|2)+3', str(i))))");
        python.command().add(1, "-Dpython-wasm.jit=on");
        assertEquals("396", new String(python.start().getInputStream().readAllBytes()).strip());
    }

    @Test
    void it_says_the_versions_of_all_that_is_in_it() throws Exception {
        var jar = new Jar(folder);
        var version = jar.run("--version");
        assertEquals(0, version.exitCode());
        var lines = version.out().lines().toList();
        assertEquals(5, lines.size(), version.out());
        assertTrue(lines.get(0).startsWith("python-wasm 0.") && lines.get(1).startsWith("Python 3.13"), version.out());
        assertEquals("Java " + Runtime.version(), lines.get(2));
        assertTrue(
                lines.get(3).matches("H2 2\\.[\\d.]+") && lines.get(4).matches("Calcite 1\\.[\\d.]+"), version.out());
        assertEquals(version.out(), jar.run("sql", "--version").out());
    }

    @Test
    void each_command_has_its_help() throws Exception {
        var jar = new Jar(folder);
        var all = jar.run("--help");
        for (String command : List.of("run", "sql", "console", "demo", "mcp", "packages", "cache", "completion")) {
            assertTrue(all.out().contains("\n  " + command + " "), all.out());
            var help = jar.run(command, "--help");
            assertEquals(0, help.exitCode());
            assertTrue(help.out().startsWith("Usage: python-wasm " + command + " "), help.out());
        }
    }

    @Test
    void the_demo_finds_that_all_rows_agree() throws Exception {
        var demo = new Jar(folder).run("demo", "--scale", "0.001", "--rows", "1");
        assertEquals(0, demo.exitCode(), demo.out() + demo.err());
        assertEquals("", demo.err());
    }

    @Test
    void an_option_that_means_nothing_to_a_command_is_refused() throws Exception {
        var demo = new Jar(folder).run("demo", "--memory", "64");
        assertEquals(2, demo.exitCode());
        assertTrue(demo.err().startsWith("python-wasm: Unknown options: '--memory'"), demo.err());
    }

    @Test
    void packages_are_locked_and_listed() throws Exception {
        var empty = Files.createDirectory(folder.resolve("wheels"));
        assertEquals(
                new Jar.Run(0, "locked 0 packages in " + empty.resolve("requirements.txt") + "\n", ""),
                new Jar(folder).run("packages", "lock", "--packages", empty.toString()));
    }

    @Test
    void a_server_for_agents_answers_and_ends_with_its_input() throws Exception {
        var run = new Jar(folder).runWith("""
                {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", \
                "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}
                """, "mcp");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().startsWith("{") && run.out().contains("\"serverInfo\""), run.out());
    }
}
