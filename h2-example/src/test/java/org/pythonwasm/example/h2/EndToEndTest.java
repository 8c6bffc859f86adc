package org.pythonwasm.example.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EndToEndTest {
    private static Run run;

    @BeforeAll
    static void runs_at_a_tiny_scale() {
        run = Run.with("--scale", "0.001", "--rows", "3");
        assertEquals(0, run.exitCode(), run::toString);
    }

    @Test
    void every_row_agrees_with_java() {
        var verdicts = run.out().lines().dropWhile(line -> !line.startsWith("Every row against Java")).skip(1).toList();

        assertEquals(13, verdicts.size());
        assertTrue(verdicts.stream().allMatch(line -> line.matches("ok  .*: \\d+ rows? agrees? with Java")), run::out);
        assertTrue(verdicts.contains("ok  working_days: 6005 rows agree with Java"), run::out);
        assertTrue(verdicts.contains("ok  typical_price: 100 rows agree with Java"), run::out);
    }

    @Test
    void nothing_is_printed_as_an_error() {
        assertEquals("", run.err());
    }

    @ParameterizedTest
    @MethodSource("titles")
    void every_query_has_a_result(String title) {
        var result = run.out().lines().dropWhile(line -> !line.equals(title))
                .takeWhile(line -> !line.startsWith("  ("));

        assertTrue(result.anyMatch(line -> line.matches("  -[-+]*-")), run::out);
    }

    static List<String> titles() {
        return Queries.ALL.stream().map(Query::title).toList();
    }

    @Test
    void no_more_rows_are_shown_than_asked_for() {
        assertTrue(run.out().contains("(3 of "), run::out);
    }

    @Test
    void no_control_characters_where_there_is_no_terminal() {
        assertFalse(run.out().contains("\u001b"), run::out);
    }
}
