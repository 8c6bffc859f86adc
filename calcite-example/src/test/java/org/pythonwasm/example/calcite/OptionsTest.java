package org.pythonwasm.example.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--scale=0     | --scale must be from 0.001 to 1, got 0.0",
        "--scale=1.5   | --scale must be from 0.001 to 1, got 1.5",
        "--scale=NaN   | --scale must be from 0.001 to 1, got NaN",
        "--scale=large | Invalid value for option '--scale': 'large' is not a double",
        "--rows=0      | --rows must be at least 1, got 0",
        "--speed=1     | Unknown option: '--speed=1'"})
    void names_what_is_wrong_and_answers_2(String argument, String message) {
        var run = Run.with(argument);

        assertEquals(2, run.exitCode());
        assertEquals(message, run.err().lines().findFirst().orElse(""));
        assertEquals("", run.out());
    }

    @Test
    void help_lists_options_and_exit_codes() {
        var run = Run.with("--help");

        assertEquals(0, run.exitCode());
        for (var part : new String[] {"--scale=FACTOR", "--rows=N", "--help", "--version", "Exit codes:"}) {
            assertTrue(run.out().contains(part), run::out);
        }
    }

    @Test
    void version_names_the_program_calcite_and_java() {
        var run = Run.with("--version");

        assertEquals(0, run.exitCode());
        assertTrue(run.out().matches("(?s)calcite-example .*\\RCalcite 1\\.\\d.*\\RJava \\d.*"), run::out);
    }
}
