package org.pythonwasm.example.calcite;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;

/** Functions whose value is compared with Java's in every row. */
final class Checks {
    private static final List<Check> ALL = List.of(
            new Check("working_days", "SELECT o_orderdate, l_receiptdate, working_days(o_orderdate, l_receiptdate)"
                    + " FROM orders JOIN lineitem ON l_orderkey = o_orderkey", Integer.class,
                    row -> Expected.workingDays(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class))),
            new Check("comment_score", "SELECT o_comment, comment_score(o_comment) FROM orders", Double.class,
                    row -> Expected.commentScore(row.getString(1))),
            new Check("revenue", "SELECT l_extendedprice, l_discount, l_tax,"
                    + " revenue(l_extendedprice, l_discount, l_tax) FROM lineitem", BigDecimal.class,
                    row -> Expected.revenue(row.getBigDecimal(1), row.getBigDecimal(2), row.getBigDecimal(3))),
            new Check("promised", "SELECT o_orderdate, o_orderpriority, promised(o_orderdate, o_orderpriority) FROM orders",
                    LocalDateTime.class, row -> Expected.promised(row.getObject(1, LocalDate.class), row.getString(2))),
            new Check("nearest_name",
                    "SELECT n_name, nearest_name(LOWER(n_name) || 'x', 'PERU|' || n_name) FROM nation",
                    String.class, row -> row.getString(1)));

    private Checks() {
    }

    private interface JavaValue {
        Object of(ResultSet arguments) throws SQLException;
    }

    /** @param sql the arguments in the first columns, the function's value, of that type in Java, in the last */
    private record Check(String name, String sql, Class<?> type, JavaValue java) {
    }

    /** Runs all of them, also after a difference; true if none differs. */
    static boolean run(Connection connection, Screen screen) throws SQLException {
        screen.heading("Every row against Java");
        boolean agree = true;
        for (var check : ALL) {
            agree &= run(check, connection, screen);
        }
        return agree;
    }

    private static boolean run(Check check, Connection connection, Screen screen) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(check.sql())) {
            int last = rows.getMetaData().getColumnCount();
            long count = 0;
            while (rows.next()) {
                count++;
                Object actual = rows.getObject(last, check.type());
                Object expected = check.java().of(rows);
                if (!Objects.equals(actual, expected)) {
                    screen.line("BAD %s: row %d: SQL has %s, Java has %s", check.name(), count, actual, expected);
                    return false;
                }
            }
            screen.line("ok  %s: %d rows agree with Java", check.name(), count);
            return count > 0;
        }
    }
}
