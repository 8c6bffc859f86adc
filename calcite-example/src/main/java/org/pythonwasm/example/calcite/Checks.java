package org.pythonwasm.example.calcite;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Everything that is compared with Java: each function, in every row, in every group, in every row of its table. */
final class Checks {
    private static final List<Check> ALL = List.of(
            new Check.OfRows("working_days",
                    "SELECT o_orderdate, l_receiptdate, working_days(o_orderdate, l_receiptdate)"
                    + " FROM orders JOIN lineitem ON l_orderkey = o_orderkey", Integer.class,
                    row -> Expected.workingDays(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class))),
            new Check.OfRows("comment_score", "SELECT o_comment, comment_score(o_comment) FROM orders", Double.class,
                    row -> Expected.commentScore(row.getString(1))),
            new Check.OfRows("revenue", "SELECT l_extendedprice, l_discount, l_tax,"
                    + " revenue(l_extendedprice, l_discount, l_tax) FROM lineitem", BigDecimal.class,
                    row -> Expected.revenue(row.getBigDecimal(1), row.getBigDecimal(2), row.getBigDecimal(3))),
            new Check.OfRows("promised",
                    "SELECT o_orderdate, o_orderpriority, promised(o_orderdate, o_orderpriority) FROM orders",
                    LocalDateTime.class, row -> Expected.promised(row.getObject(1, LocalDate.class), row.getString(2))),
            new Check.OfRows("nearest_name",
                    "SELECT n_name, nearest_name(LOWER(n_name) || 'x', 'PERU|' || n_name) FROM nation",
                    String.class, row -> row.getString(1)),
            new Check.OfResult("typical_price",
                    "SELECT o_custkey, typical_price(o_totalprice) FROM orders GROUP BY o_custkey ORDER BY o_custkey",
                    Checks::typicalPriceByCustomer),
            new Check.OfResult("phrases", "SELECT phrase, times, comments"
                    + " FROM TABLE(phrases(CURSOR(SELECT o_comment FROM orders), 3)) ORDER BY phrase",
                    Checks::phrasesOfOrders));

    private Checks() {
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
        try {
            screen.line("ok  %s: %d rows agree with Java", check.name(), check.run(connection));
            return true;
        } catch (Check.Difference e) {
            screen.line("BAD %s: %s", check.name(), e.getMessage());
            return false;
        }
    }

    private static List<List<Object>> typicalPriceByCustomer(Connection connection) throws SQLException {
        var prices = new TreeMap<Long, List<BigDecimal>>();
        Check.read(connection, "SELECT o_custkey, o_totalprice FROM orders", row ->
                prices.computeIfAbsent(row.getLong(1), customer -> new ArrayList<>()).add(row.getBigDecimal(2)));
        return prices.entrySet().stream()
                .map(entry -> List.<Object>of(entry.getKey(), Expected.typicalPrice(entry.getValue()))).toList();
    }

    private static List<List<Object>> phrasesOfOrders(Connection connection) throws SQLException {
        return Expected.phrases(Check.read(connection, "SELECT o_comment FROM orders", row -> row.getString(1)), 3);
    }
}
