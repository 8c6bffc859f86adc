package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program's tour, run once at a tiny scale. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EndToEndContract {
    private Run run;

    protected abstract ExampleCommand program();

    @BeforeAll
    void runs_at_a_tiny_scale() {
        run = Run.of(program(), "--scale", "0.001", "--rows", "3");
        assertEquals(0, run.exitCode(), run::toString);
    }

    protected final Run run() {
        return run;
    }

    /** The lines of the checks. */
    protected List<String> verdicts() {
        return run.out()
                .lines()
                .dropWhile(line -> !line.startsWith("Every row against Java"))
                .skip(1)
                .toList();
    }

    @Test
    void every_check_agrees_with_java() {
        assertFalse(verdicts().isEmpty(), run::out);
        assertTrue(
                verdicts().stream().allMatch(line -> line.matches("ok  .*: \\d+ rows? agrees? with Java")), run::out);
    }

    @Test
    void nothing_is_printed_as_an_error() {
        assertEquals("", run.err());
    }

    @ParameterizedTest
    @MethodSource("titles")
    void every_query_has_a_result(String title) {
        var result =
                run.out().lines().dropWhile(line -> !line.equals(title)).takeWhile(line -> !line.startsWith("  ("));

        assertTrue(result.anyMatch(line -> line.matches("  -[-+]*-")), run::out);
    }

    Stream<String> titles() {
        return program().queries().stream().map(Query::title);
    }

    @Test
    void no_more_rows_are_shown_than_asked_for() {
        assertTrue(run.out().contains("(3 of "), run::out);
    }

    @Test
    void a_badly_typed_country_is_found() {
        assertTrue(run.out().contains("| UNITED KINGDOM |"), run::out);
    }

    @Test
    void no_control_characters_where_there_is_no_terminal() {
        assertFalse(run.out().contains("\u001b"), run::out);
    }
}
