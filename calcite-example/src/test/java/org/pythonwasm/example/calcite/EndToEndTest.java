package org.pythonwasm.example.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pythonwasm.example.tpch.EndToEndContract;
import org.pythonwasm.example.tpch.ExampleCommand;

class EndToEndTest extends EndToEndContract {
    @Override
    protected ExampleCommand program() {
        return new CalciteExample();
    }

    @Test
    void every_row_agrees_with_java() {
        assertEquals(
                List.of(
                        "ok  working_days: 6005 rows agree with Java",
                        "ok  comment_score: 1500 rows agree with Java",
                        "ok  revenue: 6005 rows agree with Java",
                        "ok  promised: 1500 rows agree with Java",
                        "ok  nearest_name: 25 rows agree with Java",
                        "ok  typical_price: 100 rows agree with Java",
                        "ok  phrases: 656 rows agree with Java"),
                verdicts());
    }

    @Test
    void numbers_stand_on_the_right() {
        var table = run().out()
                .lines()
                .dropWhile(line -> !line.startsWith("  weeks"))
                .limit(4)
                .toList();

        assertEquals(List.of("  weeks | items", "  ------+------", "      0 |    20", "      1 |   113"), table);
    }

    @Test
    void the_files_are_gone() {
        var directory = Pattern.compile("as CSV files in (.*)").matcher(run().out());

        assertTrue(directory.find());
        assertFalse(Files.exists(Path.of(directory.group(1))));
    }
}
