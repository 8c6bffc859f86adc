package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal, which the command {@code script} plays. */
public abstract class ShellContract {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final String COMMAND =
            "\"$JAVA\" -Duser.home=\"$HOME\" -cp \"$CLASS_PATH\" \"$PROGRAM\" --scale 0.001 --shell";

    @TempDir
    private Path home;

    protected abstract ExampleCommand program();

    @Test
    void the_tab_key_completes_names_and_the_next_shell_knows_what_was_typed() throws Exception {
        assumeTrue(Files.isExecutable(SCRIPT), SCRIPT + " is missing; it is in Debian's package bsdutils");
        String output = type("SELE\t COUNT(*) AS items FROM LINEI\t AS l;\n!quit\n");
        assertTrue(output.contains("| 6005 "), output);
        String history = Files.readString(home.resolve(".sqlline/history"));
        assertTrue(history.matches("(?s).*SELECT +COUNT\\(\\*\\) AS items FROM LINEITEM +AS l;.*"), history);
        String listed = type("!history\n!quit\n");
        assertTrue(listed.contains("AS items FROM LINEITEM "), listed);
    }

    private String type(String keys) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(SCRIPT.toString(), "-qec", COMMAND, "/dev/null").redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "TERM",
                        "xterm",
                        "HOME",
                        home.toString(),
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "PROGRAM",
                        program().getClass().getName(),
                        "CLASS_PATH",
                        System.getProperty("java.class.path")));
        var printed = home.resolve("printed").toFile();
        var process = builder.redirectOutput(printed).start();
        try (var typed = process.outputWriter(StandardCharsets.US_ASCII)) {
            typed.write(keys);
        }
        boolean left = process.waitFor(5, TimeUnit.MINUTES);
        process.destroy();
        String output = Files.readString(printed.toPath());
        assertTrue(left, output);
        assertEquals(0, process.exitValue(), output);
        return output;
    }
}
