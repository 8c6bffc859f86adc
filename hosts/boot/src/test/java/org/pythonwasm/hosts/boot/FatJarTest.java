package org.pythonwasm.hosts.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.JavaProgram;

/** {@code java -jar} of an application whose libraries are jars inside its jar. */
class FatJarTest {
    @TempDir
    private Path folder;

    @Test
    void finds_engine_snapshot_and_library_in_jars_inside_a_jar() throws IOException, InterruptedException {
        var lines = JavaProgram.run(
                folder,
                "-jar",
                System.getProperty("application"),
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn");
        assertEquals(Set.of("2 prices, mean 12.5", "other thread"), Set.copyOf(lines));
    }
}
