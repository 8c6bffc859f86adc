package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.pythonwasm.udf.PythonFunctions;

/** A database that is on the class path, without the artifact that brings Python functions to it. */
class MissingArtifactTest {

    @Test
    void a_connection_to_it_is_refused_and_the_artifact_named() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            var error = assertThrows(SQLException.class, () -> PythonFunctions.list(connection));
            assertEquals(
                    "Python functions are not supported in H2: add org.pythonwasm:python-wasm-h2 to the class path",
                    error.getMessage());
            assertEquals("0A000", error.getSQLState());
        }
    }

    @Test
    void so_is_its_url() {
        var error = assertThrows(SQLException.class, () -> DriverManager.getConnection("jdbc:python-wasm:h2:mem:"));
        assertEquals(
                "no Python functions for 'h2' in jdbc:python-wasm:h2:…: add org.pythonwasm:python-wasm-h2 to the class path",
                error.getMessage());
        assertEquals("08001", error.getSQLState());
    }
}
