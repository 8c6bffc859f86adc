package org.pythonwasm.example.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.example.h2.H2Example;
import org.pythonwasm.example.tpch.Run;

/** The same functions over the same data give the same numbers in both databases. */
class SameNumbersTest {
    private static final String[] OPTIONS = {"--scale", "0.001", "--rows", "1000"};

    private static String h2;
    private static String calcite;

    @TempDir
    private Path directory;

    @BeforeAll
    static void run() {
        h2 = h2(OPTIONS);
        calcite = calcite(OPTIONS);
    }

    private static String h2(String... options) {
        return Run.of(new H2Example(), options).out();
    }

    private static String calcite(String... options) {
        return Run.of(new CalciteExample(), options).out();
    }

    /** The others divide or round decimals, or call a table function with a query: here the databases differ. */
    @Test
    void seven_of_the_eleven_queries_are_one_text() {
        var h2 = new H2Example().queries();
        var common =
                new CalciteExample().queries().stream().filter(h2::contains).toList();
        assertEquals(11, h2.size());
        assertEquals(7, common.size(), common::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Orders that took more than 100 working days to arrive",
                "How many working weeks the items of an order take",
                "Items that arrived later than their order's priority promised",
                "What each Asian nation's suppliers earned from customers at home (TPC-H 5, in exact decimals)",
                "The share of promoted parts in each year's revenue (TPC-H 14, taxed)",
                "What an order costs by market segment: the mean of the middle half, from an aggregate in Python",
                "The mood of order comments by market segment, from a view",
                "The comments that sound worst",
                "What comments on orders of the building trade repeat, from a table function over a query",
                "Countries typed so badly that the nearest nation's name is not the customer's",
                "The richest customers of a country typed by hand, from a prepared statement"
            })
    void a_query_has_the_same_result_in_both(String title) {
        var expected = result(h2, title);
        assertFalse(expected.isEmpty(), h2);
        assertEquals(String.join("\n", expected), String.join("\n", result(calcite, title)));
    }

    @Test
    void a_script_prints_the_same_in_both() throws IOException {
        var file = Files.writeString(directory.resolve("my.sql"), """
                -- semicolons; in comments and bodies do not count
                CREATE FUNCTION shout(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
                def shout(name: str) -> str:
                    loud = name.upper(); return loud + "!"
                $$;
                CREATE AGGREGATE FUNCTION initials(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
                class initials:
                    def __init__(self): self.names = set()
                    def accumulate(self, name: str): self.names.add(name[0])
                    def finish(self): return "".join(sorted(self.names))
                $$;
                SELECT shout(r_name) AS loud, initials(n_name) AS letters, COUNT(*) AS nations
                FROM region JOIN nation ON n_regionkey = r_regionkey GROUP BY r_name ORDER BY r_name;
                DROP FUNCTION shout;
                SELECT o_orderkey, promised(o_orderdate, o_orderpriority) AS promise, comment_score(o_comment) AS mood,
                       working_days(o_orderdate, DATE '1998-12-31') AS days FROM orders ORDER BY o_orderkey;
                """).toString();
        var expected = printed(h2("--scale", "0.001", "--sql", file), file);
        assertTrue(expected.contains("  MIDDLE EAST! | EIJS    |       5"), () -> String.join("\n", expected));
        assertEquals(
                String.join("\n", expected),
                String.join("\n", printed(calcite("--scale", "0.001", "--sql", file), file)));
    }

    /** What a script printed, without the times. */
    private static List<String> printed(String output, String file) {
        return output.lines()
                .dropWhile(line -> !line.equals(file))
                .map(line -> line.replaceAll("[0-9,]+ ms", "ms"))
                .toList();
    }

    /** The rows, and the line above them. */
    private static List<String> result(String output, String title) {
        return output.lines()
                .dropWhile(line -> !line.equals(title))
                .dropWhile(line -> !line.matches("  -[-+]*-"))
                .takeWhile(line -> !line.startsWith("  ("))
                .map(line -> line.replaceAll(" +", " "))
                .toList();
    }
}
