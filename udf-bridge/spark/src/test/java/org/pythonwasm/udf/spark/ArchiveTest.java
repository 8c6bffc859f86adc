package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.spark.JobArtifactSet;
import org.apache.spark.JobArtifactState;
import org.apache.spark.SparkFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.test.TestWheel;
import org.pythonwasm.udf.spark.task.ImportSources;
import scala.Function0;
import scala.Option;

/** The folder of packages that the configuration names by the name of an archive. */
@Timeout(300)
class ArchiveTest {

    /** A client of Connect may bring an archive of the same name. */
    @Test
    void an_archive_of_a_session_does_not_stand_for_that_of_the_application() throws IOException {
        LocalSpark.newSession();
        String name = "wheels-" + UUID.randomUUID();
        String session = UUID.randomUUID().toString();
        var root = Path.of(SparkFiles.getRootDirectory());
        write(root.resolve(name), "1");
        write(root.resolve(session).resolve(name), "2");
        var version = JobArtifactSet.withActiveJobArtifactState(
                new JobArtifactState(session, Option.empty()), (Function0<String>) () -> ImportSources.of(name)
                        .here()
                        .packages("session")
                        .find("word-lib")
                        .version());
        assertEquals("1", version);
    }

    private static void write(Path folder, String version) throws IOException {
        Files.createDirectories(folder);
        TestWheel.of("word-lib", version)
                .withFile("wordlib.py", "def shout(text): return text.upper()\n")
                .writeTo(folder);
    }
}
