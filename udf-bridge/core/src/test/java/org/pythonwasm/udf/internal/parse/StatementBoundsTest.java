package org.pythonwasm.udf.internal.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementBoundsTest {
    private static final int LEVELS = 30_000;

    private static SQLException refusal(String type) {
        return assertThrows(
                SQLException.class,
                () -> StatementParser.parse(
                        "CREATE FUNCTION f() RETURNS " + type + " LANGUAGE PYTHON AS 'def f(): return 1'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARRAY", "ROW", "MAP", "BOTH"})
    void a_type_nested_too_deeply_is_refused(String kind) {
        String type = switch (kind) {
            case "ARRAY" -> "INT" + " ARRAY".repeat(LEVELS);
            case "ROW" -> "ROW(a ".repeat(LEVELS) + "INT" + ")".repeat(LEVELS);
            case "MAP" -> "MAP<INT, ".repeat(LEVELS) + "INT" + ">".repeat(LEVELS);
            default -> "ROW(a ".repeat(60) + "INT" + ") ARRAY".repeat(60);
        };
        var error = refusal(type);
        assertEquals("42000", error.getSQLState());
        assertTrue(error.getMessage().contains("nested deeper than 100 levels"), error.getMessage());
        assertTrue(
                error.getMessage().length() < 3000,
                "the message is " + error.getMessage().length() + " characters long");
    }

    @Test
    void a_type_of_a_hundred_levels_is_read() throws SQLException {
        assertEquals(
                1,
                StatementParser.parse("CREATE FUNCTION f() RETURNS INT" + " ARRAY".repeat(100)
                                + " LANGUAGE PYTHON AS 'def f(): return 1'")
                        .size());
    }

    @Test
    void a_long_word_is_cut_in_the_message() {
        assertTrue(refusal("x".repeat(600_000)).getMessage().length() < 3000);
    }
}
