package org.pythonwasm.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.JavaProgram;

/** The files of the quick start; scripts/first_result.sh runs all of it and prints how long it takes. */
@Timeout(300)
class FirstResultTest {
    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        try (var content = getClass().getResourceAsStream("/first/" + name)) {
            Path file = folder.resolve(name);
            Files.write(file, content.readAllBytes());
            return file;
        }
    }

    @Test
    void a_java_file_runs_with_the_jar_alone() throws Exception {
        assertEquals(
                List.of("2 prices, mean 12.5", "total 25.00"),
                JavaProgram.run(
                        folder, "-cp", Jar.FILE.getPath(), file("Hello.java").toString()));
    }

    @Test
    void a_file_of_sql_reads_a_table_of_csv_and_makes_a_function_for_it() throws Exception {
        file("visits.csv");
        file("scores.sql");
        assertEquals(
                new Jar.Run(0, "PLACE,SCORE\nBerlin,4\nMunich,1\nHamburg,-4\n", ""),
                new Jar(folder).run("sql", "--csv", ".", "-f", "scores.sql", "--format", "csv"));
    }
}
