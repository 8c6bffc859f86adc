package org.pythonwasm.spring.application;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.JavaProgram;

/** {@code java -jar} of an application whose libraries are jars inside its jar. */
class FatJarTest {
    @TempDir
    private Path folder;

    @Test
    void rules_functions_health_and_meters_work_in_jars_inside_a_jar() throws IOException, InterruptedException {
        assertEquals(
                List.of("discount 0.1", "initials GBH", "health UP", "calls true"),
                JavaProgram.run(folder, "-jar", System.getProperty("application")));
    }
}
