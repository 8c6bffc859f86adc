package org.pythonwasm.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the plots show is what the tables say. */
class PlotsTest {
    private static final Plots PLOTS = new Plots("""
            # Results

            | program | CPython, ms | engine, JDK 17 | engine, JDK 25 | GraalPy | Jython | Trino's guest |
            |---|---:|---:|---:|---:|---:|---:|
            | calls | 11.88 (1.51) | 4.66 (1.56) | 3.91 (1.11) | 15.68~(1.59) | 1.47 (1.51) | 145.50 (1.03) |
            | classes | 17.79 (1.63) | 2.48 (1.62) | 2.36 (1.06) | 9.21~(1.15) | - | 53.47~(1.31) |
            | geometric mean | | 2.69 of 28 | 2.50 of 28 | 10.23 of 28 | 3.53 of 26 | 52.09 of 28 |
            | of plain Python | | 3.57 of 10 | 3.13 of 10 | 11.87 of 10 | 1.98 of 9 | 104.15 of 10 |
            | worst | | calls 4.66 | calls 3.91 | calls 15.68 | calls 1.47 | calls 145.50 |

            # Many interpreters

            | sessions x functions | together | KB each |
            |---|---:|---:|
            | 1,000 x 100 | 100,000 | 7.3 |
            """);

    private static long count(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void a_bar_is_as_long_as_the_logarithm_of_its_mean() {
        String svg = PLOTS.svg("means");
        assertEquals(5, count(svg, "<rect "));
        assertTrue(svg.contains(">2.69<") && svg.contains(">52.09<"), svg);
        double most = 720 - 210 - 60;
        assertTrue(svg.contains("width=\"%.1f\"".formatted(most)), svg);
        assertTrue(svg.contains("width=\"%.1f\"".formatted(most * Math.log(3.53) / Math.log(52.09))), svg);
    }

    @Test
    void a_program_has_a_dot_for_each_system_that_ran_it() {
        String svg = PLOTS.svg("programs");
        assertEquals(9, count(svg, "<circle [^>]*><title>"));
        assertTrue(svg.contains("<title>calls, Trino's guest: 145.50</title>"), svg);
        assertEquals(0, count(svg, "classes, Jython|geometric mean,|of plain Python,|worst,"));
    }

    @Test
    void numbers_have_commas_between_thousands() {
        assertTrue(PLOTS.svg("interpreters").contains("100,000 interpreters"));
        assertEquals(100_000, ResultTable.number("100,000"));
        assertTrue(Double.isNaN(ResultTable.number("-")));
    }

    @Test
    void what_is_missing_is_named() {
        var table = assertThrows(IllegalArgumentException.class, () -> new Plots("# Results").svg("means"));
        assertEquals(
                "bench/RESULTS.md: expected a table whose first column is 'program', found none", table.getMessage());
        var plot = assertThrows(IllegalArgumentException.class, () -> PLOTS.svg("speed"));
        assertEquals("expected the plot means, programs, interpreters or spark, found speed", plot.getMessage());
    }
}
