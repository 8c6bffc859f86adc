package org.pythonwasm.hosts.antrun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The script of this module's pom has run when its tests do. */
class BuildStepTest {
    @Test
    void a_script_of_the_build_sets_a_property_of_maven() throws IOException {
        assertEquals(
                System.getProperty("version").replace("-SNAPSHOT", ""), Files.readString(Path.of("target", "release")));
    }
}
