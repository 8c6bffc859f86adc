package org.pythonwasm.example.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.pythonwasm.example.tpch.Run;

class FailureTest {
    @Test
    void a_failing_statement_is_one_message_and_answers_1() throws SQLException {
        try (var other = DriverManager.getConnection("jdbc:h2:mem:tpch");
                var statement = other.createStatement()) {
            statement.execute("CREATE TABLE region (r_name VARCHAR)");

            var run = Run.of(new H2Example(), "--scale=0.001");

            assertEquals(1, run.exitCode());
            assertTrue(run.err().startsWith("Table \"REGION\" already exists"), run::err);
        }
    }
}
