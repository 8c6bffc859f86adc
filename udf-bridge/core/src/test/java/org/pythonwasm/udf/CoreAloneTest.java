package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.JavaProgram;

/** The artifact with what it declares: it names no database, and says which artifact does. */
class CoreAloneTest {
    private static final String MAIN = """
            package application;

            import java.sql.DriverManager;
            import java.sql.SQLException;

            public final class Main {
                public static void main(String[] arguments) {
                    for (String database : new String[] {"h2:mem:", "calcite:", "nodb:x"}) {
                        try {
                            DriverManager.getConnection("jdbc:python-wasm:" + database);
                        } catch (SQLException e) {
                            System.out.println(e.getSQLState() + " " + e.getMessage());
                        }
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void a_database_without_its_artifact_is_refused_and_the_artifact_named() throws Exception {
        assertEquals(
                List.of(
                        "08001 no Python functions for 'h2' in jdbc:python-wasm:h2:…: add org.pythonwasm:python-wasm-h2 to the class path",
                        "08001 no Python functions for 'calcite' in jdbc:python-wasm:calcite:…: add org.pythonwasm:python-wasm-calcite to the "
                                + "class path",
                        "08001 no Python functions for 'nodb' in jdbc:python-wasm:nodb:…; supported are H2 (by org.pythonwasm:python-wasm-h2), "
                                + "Calcite (by org.pythonwasm:python-wasm-calcite)"),
                JavaProgram.ofThisArtifact(folder).runOnClassPath(MAIN));
    }
}
