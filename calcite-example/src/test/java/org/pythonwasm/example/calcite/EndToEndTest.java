package org.pythonwasm.example.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

        assertEquals(List.of("ok  working_days: 6005 rows agree with Java",
                "ok  comment_score: 1500 rows agree with Java", "ok  revenue: 6005 rows agree with Java",
                "ok  promised: 1500 rows agree with Java", "ok  nearest_name: 25 rows agree with Java",
                "ok  typical_price: 100 rows agree with Java", "ok  phrases: 656 rows agree with Java"), verdicts);
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
        return Queries.NAMES.stream().map(Queries::title).toList();
    }

    @Test
    void numbers_stand_on_the_right() {
        var table = run.out().lines().dropWhile(line -> !line.startsWith("  weeks")).limit(4).toList();

        assertEquals(List.of("  weeks | items", "  ------+------", "      0 |    20", "      1 |   113"), table);
        assertTrue(run.out().contains("(3 of "), run::out);
    }

    @Test
    void a_badly_typed_country_is_found() {
        assertTrue(run.out().contains("| UNITED KINGDOM |"), run::out);
    }

    @Test
    void the_files_are_gone() {
        var directory = Pattern.compile("as CSV files in (.*)").matcher(run.out());

        assertTrue(directory.find());
        assertFalse(Files.exists(Path.of(directory.group(1))));
    }
}
