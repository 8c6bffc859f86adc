package org.pythonwasm.example.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.example.h2.H2Example;

/** The same functions over the same data give the same numbers in both databases. */
class SameNumbersTest {
    private static final String[] OPTIONS = {"--scale", "0.001", "--rows", "1000"};

    private static String h2;
    private static String calcite;

    @BeforeAll
    static void run() {
        var standard = System.out;
        var printed = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            H2Example.main(OPTIONS);
        } finally {
            System.setOut(standard);
        }
        h2 = printed.toString(StandardCharsets.UTF_8);
        calcite = Run.with(OPTIONS).out();
    }

    @ParameterizedTest
    @ValueSource(strings = {
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
        "The richest customers of a country typed by hand, from a prepared statement"})
    void a_query_has_the_same_result_in_both(String title) {
        var expected = result(h2, title);
        assertFalse(expected.isEmpty(), h2);
        assertEquals(String.join("\n", expected), String.join("\n", result(calcite, title)));
    }

    /** The rows, and the line above them. */
    private static List<String> result(String output, String title) {
        return output.lines().dropWhile(line -> !line.equals(title)).dropWhile(line -> !line.matches("  -[-+]*-"))
                .takeWhile(line -> !line.startsWith("  (")).map(line -> line.replaceAll(" +", " ")).toList();
    }
}
