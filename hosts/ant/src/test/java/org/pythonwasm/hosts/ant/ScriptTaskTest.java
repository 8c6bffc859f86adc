package org.pythonwasm.hosts.ant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.tools.ant.launch.Launcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.JavaProgram;

/** The task script, in the Ant of the command line: {@code ant -lib jars target}. */
class ScriptTaskTest {
    @TempDir
    private Path folder;

    @Test
    void prints_although_ant_binds_all_its_objects() throws IOException, InterruptedException {
        assertEquals(List.of("[script] hello from 42"), ant("hello"));
    }

    @Test
    void reads_and_sets_properties_of_the_project() throws IOException, InterruptedException {
        assertEquals(List.of("[script] release 1.5", "[echo] building 1.5"), ant("release"));
    }

    @Test
    void makes_and_runs_a_task() throws IOException, InterruptedException {
        assertEquals(List.of("[echo] a task that a script made"), ant("tasks"));
    }

    @Test
    void an_exception_fails_the_build_with_its_line() throws IOException, InterruptedException {
        var lines = output("broken");
        assertTrue(lines.contains("BUILD FAILED"), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("ValueError: no release")), lines.toString());
        assertTrue(lines.contains("at <python>.<module>(<python>:3)"), lines.toString());
    }

    /** What tasks print. */
    private List<String> ant(String target) throws IOException, InterruptedException {
        return output(target).stream().filter(line -> line.startsWith("[")).toList();
    }

    private List<String> output(String target) throws IOException, InterruptedException {
        String launcher = Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return JavaProgram.run(
                        folder,
                        "-cp",
                        launcher,
                        Launcher.class.getName(),
                        "-lib",
                        System.getProperty("java.class.path"),
                        "-f",
                        Path.of("src", "test", "resources", "build.xml")
                                .toAbsolutePath()
                                .toString(),
                        target)
                .stream()
                .map(String::strip)
                .toList();
    }
}
