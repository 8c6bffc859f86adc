package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablePrinterTest {
    private static final List<QueryResult.Column> COLUMNS =
            List.of(new QueryResult.Column("name", false), new QueryResult.Column("n", true));

    private static String printed(QueryResult result) {
        return String.join("\n", TablePrinter.lines(result));
    }

    @Test
    void numbers_go_right_and_texts_left() {
        var result = new QueryResult(COLUMNS, List.of(List.of("CHINA", "7"), List.of("PERU", "1234")), 2, 3.4);

        assertEquals("""
                name  |    n
                ------+-----
                CHINA |    7
                PERU  | 1234
                (2 rows, 3 ms)""", printed(result));
    }

    @Test
    void says_how_many_rows_are_not_shown() {
        var result = new QueryResult(COLUMNS, List.of(List.of("CHINA", "7")), 60_175, 1234.4);

        assertEquals("(1 of 60,175 rows, 1,234 ms)", result(result, 3));
    }

    @Test
    void an_empty_result_keeps_its_header() {
        assertEquals("""
                name | n
                -----+--
                (0 rows, 0 ms)""", printed(new QueryResult(COLUMNS, List.of(), 0, 0)));
    }

    @Test
    void a_long_cell_is_clipped() {
        var result = new QueryResult(COLUMNS, List.of(List.of("x".repeat(61), "1")), 1, 0);

        assertEquals("x".repeat(57) + "... | 1", result(result, 2));
        assertEquals("(1 row, 0 ms)", result(result, 3));
    }

    @Test
    void shows_null_decimals_doubles_and_times_as_sql_has_them() throws SQLException {
        var query = new Query("values", """
                SELECT CAST(NULL AS VARCHAR) AS NOTHING, CAST(1.50 AS DECIMAL(9, 4)) AS MONEY,
                       CAST(2 AS DOUBLE) / 3 AS SHARE, DATE '1995-06-17' AS A_DAY,
                       TIMESTAMP '1995-06-17 17:30:00' AS A_TIME""", List.of());
        try (var connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            var result = query.run(connection, 10);

            assertEquals("NULL    | 1.5000 | 0.6667 | 1995-06-17 | 1995-06-17 17:30:00", result(result, 2));
            assertEquals("nothing |  money |  share | a_day      | a_time", result(result, 0));
        }
    }

    private static String result(QueryResult result, int line) {
        return TablePrinter.lines(result).get(line);
    }
}
