package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications have one of the databases on their class path, seldom both. */
class OneDatabaseTest {

    @ParameterizedTest
    @CsvSource({"h2-2, calcite:", "calcite-, h2:mem:alone"})
    void the_bridge_works_where_the_other_database_is_missing(String missing, String url) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(missing))
                .collect(Collectors.joining(File.pathSeparator));
        var process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
                Alone.class.getName(), "jdbc:python-wasm:" + url).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("42\n", answer);
        assertEquals(0, process.waitFor());
    }

    /** What runs in a JVM of its own. */
    static final class Alone {
        public static void main(String[] arguments) throws SQLException {
            try (var connection = DriverManager.getConnection(arguments[0]); var statement = connection.createStatement()) {
                statement.execute("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
                try (var rows = statement.executeQuery("SELECT twice(21)")) {
                    rows.next();
                    System.out.println(rows.getLong(1));
                }
            }
        }
    }
}
