package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckTest {
    private final StringWriter shown = new StringWriter();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private boolean run(Check... checks) throws SQLException {
        return Check.runAll(List.of(checks), connection, new Screen(new PrintWriter(shown), false));
    }

    /** Without the heading. */
    private String verdicts() {
        return shown.toString().strip().lines().skip(1).collect(Collectors.joining("\n"));
    }

    private static Check doubled(String sql) {
        return new RowCheck("doubled", sql, Integer.class, row -> 2 * row.getInt(1));
    }

    @Test
    void counts_the_rows_that_agree() throws SQLException {
        assertTrue(run(doubled("SELECT x, x + x FROM system_range(1, 1000)")));
        assertEquals("ok  doubled: 1000 rows agree with Java", verdicts());
    }

    @Test
    void names_the_first_row_that_differs() throws SQLException {
        assertFalse(run(doubled("SELECT x, x * x FROM system_range(2, 9)")));
        assertEquals("BAD doubled: row 2 [3]: SQL has 9, Java has 6", verdicts());
    }

    @Test
    void null_differs_from_a_value() throws SQLException {
        assertFalse(run(doubled("SELECT 1, CAST(NULL AS INTEGER)")));
        assertEquals("BAD doubled: row 1 [1]: SQL has null, Java has 2", verdicts());
    }

    @Test
    void a_missing_row_is_a_difference() throws SQLException {
        assertFalse(run(new ResultCheck("result", "SELECT 1", here -> List.of(List.of(1), List.of(2)))));
        assertEquals("BAD result: row 2 of the result: SQL has 1 rows, Java has 2 rows", verdicts());
    }

    @Test
    void a_check_without_rows_is_a_difference() throws SQLException {
        assertFalse(run(
                doubled("SELECT 1, 2 WHERE FALSE"),
                new ResultCheck("result", "SELECT 1 WHERE FALSE", here -> List.of())));
        assertEquals("""
                BAD doubled: neither SQL nor Java has a row to compare
                BAD result: neither SQL nor Java has a row to compare""", verdicts());
    }

    @Test
    void goes_on_after_a_difference() throws SQLException {
        assertFalse(run(doubled("SELECT 1, 1"), doubled("SELECT 1, 2")));
        assertEquals(2, verdicts().lines().count());
    }
}
