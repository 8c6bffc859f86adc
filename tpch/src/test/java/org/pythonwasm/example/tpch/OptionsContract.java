package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of a program. */
public abstract class OptionsContract {
    private final int largestScale;

    protected OptionsContract(int largestScale) {
        this.largestScale = largestScale;
    }

    protected abstract ExampleCommand program();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--scale=large    | Invalid value for option '--scale': 'large' is not a double",
                "--scale          | Missing required parameter for option '--scale' (FACTOR)",
                "--rows=0         | --rows must be at least 1, got 0",
                "--rows=2.5       | Invalid value for option '--rows': '2.5' is not an int",
                "--speed=1        | Unknown option: '--speed=1'",
                "tpch             | Unmatched argument at index 0: 'tpch'"
            })
    void names_what_is_wrong_and_answers_2(String argument, String message) {
        assertWrong(argument, message);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_scale_out_of_range_is_wrong(double scale) {
        assertWrong("--scale=" + scale, "--scale must be from 0.001 to " + largestScale + ", got " + scale);
    }

    @Test
    void a_scale_over_the_largest_is_wrong() {
        a_scale_out_of_range_is_wrong(largestScale + 0.5);
    }

    private void assertWrong(String argument, String message) {
        var run = Run.of(program(), argument);

        assertEquals(2, run.exitCode());
        assertEquals(message, run.err().lines().findFirst().orElse(""));
        assertEquals("", run.out());
    }

    @Test
    void help_lists_options_and_exit_codes() {
        var run = Run.of(program(), "--help");

        assertEquals(0, run.exitCode());
        for (var part : new String[] {"--scale=FACTOR", "--rows=N", "--help", "--version", "Exit codes:"}) {
            assertTrue(run.out().contains(part), run::out);
        }
    }
}
