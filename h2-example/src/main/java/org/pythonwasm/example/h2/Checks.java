package org.pythonwasm.example.h2;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Everything that is compared with Java: each function in every row, and one result a clause of SQL. */
final class Checks {
    private static final List<Check> ALL = List.of(
            new RowCheck("working_days", """
                    SELECT o_orderdate, l_receiptdate, working_days(o_orderdate, l_receiptdate)
                    FROM orders JOIN lineitem ON l_orderkey = o_orderkey""",
                    Integer.class, row -> WorkingDays.between(date(row, 1), date(row, 2))),
            new RowCheck("comment_score", "SELECT o_comment, comment_score(o_comment) FROM orders",
                    Double.class, row -> CommentScore.of(row.getString(1))),
            new RowCheck("revenue", """
                    SELECT l_extendedprice, l_discount, l_tax, revenue(l_extendedprice, l_discount, l_tax)
                    FROM lineitem""",
                    BigDecimal.class, row -> revenue(row, 1)),
            new RowCheck("nearest_name", """
                    SELECT country, names, nearest_name(country, names) FROM address_label CROSS JOIN known_nations""",
                    String.class, row -> NearestName.of(row.getString(1), List.of(row.getString(2).split("\\|")))),
            new RowCheck("promised", """
                    SELECT o_orderdate, o_orderpriority, promised(o_orderdate, o_orderpriority) FROM orders""",
                    LocalDateTime.class, row -> Promise.of(date(row, 1), row.getString(2))),
            new ResultCheck("typical_price", """
                    SELECT o_custkey, typical_price(o_totalprice) FROM orders GROUP BY o_custkey ORDER BY o_custkey""",
                    Checks::typicalPriceByCustomer),
            new ResultCheck("phrases", """
                    SELECT phrase, times, comments FROM phrases('SELECT o_comment FROM orders', 3) ORDER BY phrase""",
                    Checks::phrasesOfOrders),
            new RowCheck("view", "SELECT o_comment, mood FROM order_mood WHERE mood <> 0",
                    Double.class, row -> CommentScore.of(row.getString(1))),
            new ResultCheck("where", """
                    SELECT l_orderkey, l_linenumber FROM orders JOIN lineitem ON l_orderkey = o_orderkey
                    WHERE working_days(o_orderdate, l_receiptdate) > 100 ORDER BY l_orderkey, l_linenumber""",
                    Checks::itemsOfSlowOrders),
            new ResultCheck("group by", """
                    SELECT working_days(o_orderdate, l_receiptdate) AS days, COUNT(*)
                    FROM orders JOIN lineitem ON l_orderkey = o_orderkey
                    GROUP BY working_days(o_orderdate, l_receiptdate) ORDER BY days""",
                    Checks::itemsByWorkingDays),
            new ResultCheck("aggregate", """
                    SELECT l_shipmode, SUM(revenue(l_extendedprice, l_discount, l_tax)) FROM lineitem
                    GROUP BY l_shipmode ORDER BY l_shipmode""",
                    Checks::revenueByShipMode),
            new ResultCheck("order by", """
                    SELECT o_orderkey FROM orders ORDER BY comment_score(o_comment) DESC, o_orderkey""",
                    Checks::ordersByScore),
            new ResultCheck("null", """
                    SELECT working_days(NULL, DATE '1992-02-29'), comment_score(NULL), revenue(1, NULL, 0),
                           nearest_name(NULL, 'PERU'), promised(DATE '1992-02-29', NULL),
                           (SELECT typical_price(o_totalprice) FROM orders WHERE o_orderkey < 0)""",
                    connection -> List.of(Collections.nCopies(6, null))));

    private Checks() {
    }

    /** Runs all of them, also after a difference; true if none differs. */
    static boolean run(Connection connection, Screen screen) throws SQLException {
        screen.heading("Every row against Java");
        return run(ALL, connection, screen);
    }

    static boolean run(List<Check> checks, Connection connection, Screen screen) throws SQLException {
        boolean agree = true;
        for (var check : checks) {
            var verdict = check.run(connection);
            screen.line("%-4s%s: %s", verdict.agrees() ? "ok" : "BAD", check.name(), verdict.text());
            agree &= verdict.agrees();
        }
        return agree;
    }

    private static List<List<Object>> typicalPriceByCustomer(Connection connection) throws SQLException {
        var prices = new TreeMap<Long, List<BigDecimal>>();
        forEach(connection, "SELECT o_custkey, o_totalprice FROM orders", row ->
                prices.computeIfAbsent(row.getLong(1), customer -> new ArrayList<>()).add(row.getBigDecimal(2)));
        return prices.entrySet().stream()
                .map(entry -> List.<Object>of(entry.getKey(), TypicalPrice.of(entry.getValue()))).toList();
    }

    private static List<List<Object>> phrasesOfOrders(Connection connection) throws SQLException {
        var comments = new ArrayList<String>();
        forEach(connection, "SELECT o_comment FROM orders", row -> comments.add(row.getString(1)));
        return Phrases.of(comments, 3);
    }

    private static List<List<Object>> itemsOfSlowOrders(Connection connection) throws SQLException {
        var items = new ArrayList<List<Object>>();
        forEach(connection, """
                SELECT o_orderdate, l_receiptdate, l_orderkey, l_linenumber
                FROM orders JOIN lineitem ON l_orderkey = o_orderkey ORDER BY l_orderkey, l_linenumber""", row -> {
            if (WorkingDays.between(date(row, 1), date(row, 2)) > 100) {
                items.add(List.of(row.getLong(3), row.getInt(4)));
            }
        });
        return items;
    }

    private static List<List<Object>> itemsByWorkingDays(Connection connection) throws SQLException {
        var counts = new TreeMap<Integer, Long>();
        forEach(connection, "SELECT o_orderdate, l_receiptdate FROM orders JOIN lineitem ON l_orderkey = o_orderkey",
                row -> counts.merge(WorkingDays.between(date(row, 1), date(row, 2)), 1L, Long::sum));
        return pairs(counts);
    }

    private static List<List<Object>> revenueByShipMode(Connection connection) throws SQLException {
        var sums = new TreeMap<String, BigDecimal>();
        forEach(connection, "SELECT l_shipmode, l_extendedprice, l_discount, l_tax FROM lineitem",
                row -> sums.merge(row.getString(1), revenue(row, 2), BigDecimal::add));
        return pairs(sums);
    }

    private static List<List<Object>> ordersByScore(Connection connection) throws SQLException {
        record Scored(long order, double score) {
        }
        var orders = new ArrayList<Scored>();
        forEach(connection, "SELECT o_orderkey, o_comment FROM orders",
                row -> orders.add(new Scored(row.getLong(1), CommentScore.of(row.getString(2)))));
        orders.sort(Comparator.comparing(Scored::score).reversed().thenComparing(Scored::order));
        return orders.stream().map(scored -> List.<Object>of(scored.order())).toList();
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void forEach(Connection connection, String sql, RowReader reader) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private static List<List<Object>> pairs(TreeMap<?, ?> map) {
        return map.entrySet().stream().map(entry -> List.<Object>of(entry.getKey(), entry.getValue())).toList();
    }

    private static BigDecimal revenue(ResultSet row, int first) throws SQLException {
        return Revenue.of(row.getBigDecimal(first), row.getBigDecimal(first + 1), row.getBigDecimal(first + 2));
    }

    private static LocalDate date(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }
}
