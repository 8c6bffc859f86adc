package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The person's own SQL on the example's data. */
public abstract class ScriptContract {
    @TempDir
    private Path directory;

    protected abstract ExampleCommand program();

    private Run script(String sql) throws IOException {
        var file = Files.writeString(directory.resolve("my.sql"), sql);
        return Run.of(program(), "--scale", "0.001", "--sql", file.toString());
    }

    @Test
    void statements_of_a_file_run_on_the_loaded_data() throws IOException {
        var run = script("""
                -- semicolons; in comments and bodies do not count
                CREATE FUNCTION shout(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
                def shout(name: str) -> str:
                    loud = name.upper(); return loud + "!"  # that's it
                $$;
                SELECT shout(n_name) AS loud FROM nation ORDER BY n_name;
                """);
        assertEquals(0, run.exitCode(), run::toString);
        assertTrue(run.out().contains("  ALGERIA!") && run.out().contains("(10 of 25 rows, "), run::out);
        assertFalse(run.out().contains("Every row against Java"), run::out);
    }

    @Test
    void a_statement_that_fails_ends_the_script_with_its_message() throws IOException {
        var run = script("SELECT revenue('x', 1, 1) FROM nowhere; SELECT 'never';");
        assertEquals(1, run.exitCode());
        assertTrue(run.err().toUpperCase().contains("NOWHERE"), run::err);
        assertFalse(run.out().contains("never'\n  ---"), run::out);
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        var run = Run.of(program(), "--sql", "no/such.sql");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("--sql names a file that cannot be read: no"), run::err);
    }

    /** In a process of its own, whose standard input is what is typed. */
    @Test
    void the_shell_answers_what_is_typed() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Duser.home=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        program().getClass().getName(),
                        "--scale",
                        "0.001",
                        "--shell")
                .redirectErrorStream(true)
                .start();
        try (var typed = process.outputWriter()) {
            typed.write("SELECT nearest_name('PERRU', 'PERU|CHINA') AS found;\n!quit\n");
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("| PERU "), output);
    }

    @Test
    void throughput_is_measured_alone() {
        var run = Run.of(program(), "--scale", "0.001", "--throughput");
        assertEquals(0, run.exitCode(), run::toString);
        for (String function : new String[] {"next_key", "working_days", "revenue", "comment_score", "total"}) {
            assertTrue(
                    run.out().lines().anyMatch(line -> line.matches("  " + function + " +\\|( +[0-9,.]+ ?\\|?)+")),
                    run::out);
        }
        assertFalse(run.out().contains("Every row against Java"), run::out);
    }
}
