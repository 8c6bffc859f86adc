package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.JavaProgram;

/** The artifact with what it declares, in a JVM of its own. */
class H2AloneTest {
    private static final String MAIN = """
            package application;

            import java.sql.DriverManager;

            public final class Main {
                public static void main(String[] arguments) throws Exception {
                    try (var connection = DriverManager.getConnection("jdbc:python-wasm:h2:mem:alone");
                            var statement = connection.createStatement()) {
                        statement.execute("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
                        try (var rows = statement.executeQuery("SELECT twice(x) FROM (VALUES (20), (21)) AS t(x)")) {
                            while (rows.next()) {
                                System.out.println(rows.getLong(1));
                            }
                        }
                    }
                }
            }
            """;

    private static final String DESCRIPTOR = """
            module application {
                requires org.pythonwasm.udf.h2;
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void a_function_is_created_and_called() throws Exception {
        assertEquals(List.of("40", "42"), JavaProgram.ofThisArtifact(folder).runOnClassPath(MAIN));
    }

    @Test
    void an_application_on_the_module_path_requires_the_module_and_no_more() throws Exception {
        assertEquals(List.of("40", "42"), JavaProgram.ofThisArtifact(folder).runOnModulePath(DESCRIPTOR, MAIN));
    }
}
