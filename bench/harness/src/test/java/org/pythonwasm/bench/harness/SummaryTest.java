package org.pythonwasm.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final List<Contestant> SYSTEMS = List.of(
            system("native", "CPython"),
            system("engine17", "engine"),
            system("graalpy", "GraalPy"),
            system("trino", "Trino"));

    private final Results results = new Results(List.of("a", "b"));

    @Test
    void ratios_are_medians_of_the_starts_and_the_spread_stands_beside_them() {
        measured("native", "a", 10, 10, 20);
        measured("native", "b", 10, 10, 10);
        measured("engine17", "a", 20, 30, 48);
        measured("engine17", "b", 60, 60, 60);
        measured("graalpy", "a", 120, 120, 240);
        measured("graalpy", "b", 30, 30, 30);
        measured("trino", "a", 480, 480, 960);
        failed("trino", "b", "ImportError: no b");
        assertEquals("""
                program          CPython, ms       engine       GraalPy         Trino
                a               10.00 (2.00)  2.40 (1.50)  12.00 (1.00)  48.00 (1.00)
                b               10.00 (1.00)  6.00 (1.00)   3.00 (1.00)             -
                geometric mean                  3.79 of 2     6.00 of 2    48.00 of 1
                worst                              b 6.00       a 12.00       a 48.00
                """, summary().table().text());
        assertEquals(List.of("Trino: b: ImportError: no b"), summary().gaps());
        assertEquals(
                List.of(
                        "engine: 20.00 times faster than Trino, geometric mean of the 1 that both ran; behind it in none",
                        "engine: 1.58 times faster than GraalPy, geometric mean of the 2 that both ran; "
                                + "behind it in b (2.00 times slower)"),
                summary().verdicts());
    }

    @Test
    void programs_of_plain_python_have_a_mean_of_their_own() {
        var three = new Results(List.of("calls", "json_small", "loop"));
        var times = Map.of("calls", 20.0, "json_small", 90.0, "loop", 45.0);
        times.forEach((program, millis) -> {
            three.add("native", program, new Outcome.Measured(10e6, true, "value"));
            three.add("engine17", program, new Outcome.Measured(millis * 1e6, true, "value"));
        });
        assertEquals("""
                program           CPython, ms           engine
                calls            10.00 (1.00)      2.00 (1.00)
                json_small       10.00 (1.00)      9.00 (1.00)
                loop             10.00 (1.00)      4.50 (1.00)
                geometric mean                       4.33 of 3
                of plain Python                      3.00 of 2
                worst                          json_small 9.00
                """, new Summary(three, SYSTEMS.subList(0, 2)).table().text());
    }

    @Test
    void a_value_that_differs_from_native_is_a_failure() {
        measured("native", "a", 10);
        measured("native", "b", 10);
        results.add("engine17", "a", new Outcome.Measured(5e6, true, "other"));
        measured("engine17", "b", 10);
        assertEquals(
                "engine: a: returned other, native CPython value",
                summary().gaps().get(0));
    }

    @Test
    void the_page_keeps_what_another_measurement_has_written() {
        measured("native", "a", 10);
        measured("native", "b", 10);
        var page = new ResultsPage(summary(), List.of("Machine: any"));
        String alone = page.text("");
        String other = "\n# Many interpreters\n\n| sessions |\n";
        assertEquals(alone + other, page.text("# Results\n\nbefore\n" + other));
        assertEquals(alone, page.text("# Results\n\nbefore\n"));
    }

    private static Contestant system(String key, String title) {
        return new Contestant(key, title, List.of(), "");
    }

    private Summary summary() {
        return new Summary(results, SYSTEMS);
    }

    private void measured(String system, String program, double... millis) {
        for (double time : millis) {
            results.add(system, program, new Outcome.Measured(time * 1e6, true, "value"));
        }
    }

    private void failed(String system, String program, String message) {
        results.add(system, program, new Outcome.Failed(message));
    }
}
