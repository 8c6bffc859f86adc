package org.pythonwasm.example.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pythonwasm.example.tpch.ExampleCommand;
import org.pythonwasm.example.tpch.Rows;
import org.pythonwasm.example.tpch.Screen;

class LoaderTest {
    private static Connection connection;
    private static final StringWriter SHOWN = new StringWriter();

    @BeforeAll
    static void load() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        new Loader(connection, new Screen(new PrintWriter(SHOWN), false), ExampleCommand.SMALLEST_SCALE).load();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static Object value(String sql) throws SQLException {
        return Rows.read(connection, sql).get(0).get(0);
    }

    @Test
    void has_the_rows_of_the_specification() throws SQLException {
        assertEquals(List.of(List.of(5L, 25L, 10L, 200L, 150L, 1500L, 6005L, 150L)), Rows.read(connection, """
                SELECT (SELECT COUNT(*) FROM region), (SELECT COUNT(*) FROM nation), (SELECT COUNT(*) FROM supplier),
                       (SELECT COUNT(*) FROM part), (SELECT COUNT(*) FROM customer), (SELECT COUNT(*) FROM orders),
                       (SELECT COUNT(*) FROM lineitem), (SELECT COUNT(*) FROM address_label)"""));
    }

    @Test
    void keeps_money_exact_and_dates_whole() throws SQLException {
        String firstItem = " FROM lineitem ORDER BY l_orderkey, l_linenumber LIMIT 1";

        assertEquals(new BigDecimal("0.04"), value("SELECT l_discount" + firstItem));
        assertEquals(
                LocalDate.of(1996, 3, 13),
                LocalDate.parse(value("SELECT l_shipdate" + firstItem).toString()));
    }

    @Test
    void prints_a_line_a_table_where_there_is_no_terminal() {
        var lines =
                SHOWN.toString().lines().filter(line -> line.endsWith("rows/s")).toList();

        assertEquals(SourceTable.ALL.size() + 1, lines.size());
        assertTrue(lines.get(6).startsWith("  lineitem          6,005 rows "), lines::toString);
    }

    @Test
    void expects_about_as_many_rows_as_come() throws SQLException {
        for (var table : SourceTable.ALL) {
            long rows = (Long) value("SELECT COUNT(*) FROM " + table.name());
            assertEquals(rows, table.expectedRows(ExampleCommand.SMALLEST_SCALE), rows * 0.01, table.name());
        }
    }
}
