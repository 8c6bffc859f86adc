package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DriverVersionTest {
    @Test
    void the_driver_has_the_version_of_the_project() throws IOException {
        var driver = new PythonDriver();
        String version = driver.getMajorVersion() + "." + driver.getMinorVersion();
        String pom = Files.readString(Path.of("..", "..", "pom.xml"));
        assertTrue(pom.contains("<revision>" + version + "."), version);
    }
}
