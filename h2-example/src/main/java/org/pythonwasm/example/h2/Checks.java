package org.pythonwasm.example.h2;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.pythonwasm.example.tpch.Check;
import org.pythonwasm.example.tpch.CommentScore;
import org.pythonwasm.example.tpch.FunctionChecks;
import org.pythonwasm.example.tpch.NearestName;
import org.pythonwasm.example.tpch.ResultCheck;
import org.pythonwasm.example.tpch.Revenue;
import org.pythonwasm.example.tpch.RowCheck;
import org.pythonwasm.example.tpch.Rows;
import org.pythonwasm.example.tpch.WorkingDays;

/** All comparisons with Java: each function in every row, and one result per clause of SQL. */
final class Checks {
    static final List<Check> ALL = List.of(
            FunctionChecks.WORKING_DAYS,
            FunctionChecks.COMMENT_SCORE,
            FunctionChecks.REVENUE,
            new RowCheck(
                    "nearest_name",
                    """
                    SELECT country, names, nearest_name(country, names) FROM address_label CROSS JOIN known_nations""",
                    String.class,
                    row -> NearestName.of(
                            row.getString(1), List.of(row.getString(2).split("\\|")))),
            FunctionChecks.PROMISED,
            FunctionChecks.TYPICAL_PRICE,
            FunctionChecks.phrases("phrases('%s', %d)"),
            new RowCheck(
                    "view",
                    "SELECT o_comment, mood FROM order_mood WHERE mood <> 0",
                    Double.class,
                    row -> CommentScore.of(row.getString(1))),
            new ResultCheck("where", """
                    SELECT l_orderkey, l_linenumber FROM orders JOIN lineitem ON l_orderkey = o_orderkey
                    WHERE working_days(o_orderdate, l_receiptdate) > 100 ORDER BY l_orderkey, l_linenumber""", Checks::itemsOfSlowOrders),
            new ResultCheck("group by", """
                    SELECT working_days(o_orderdate, l_receiptdate) AS days, COUNT(*)
                    FROM orders JOIN lineitem ON l_orderkey = o_orderkey
                    GROUP BY working_days(o_orderdate, l_receiptdate) ORDER BY days""", Checks::itemsByWorkingDays),
            new ResultCheck("aggregate", """
                    SELECT l_shipmode, SUM(revenue(l_extendedprice, l_discount, l_tax)) FROM lineitem
                    GROUP BY l_shipmode ORDER BY l_shipmode""", Checks::revenueByShipMode),
            new ResultCheck("order by", """
                    SELECT o_orderkey FROM orders ORDER BY comment_score(o_comment) DESC, o_orderkey""", Checks::ordersByScore),
            new ResultCheck("null", """
                    SELECT working_days(NULL, DATE '1992-02-29'), comment_score(NULL), revenue(1, NULL, 0),
                           nearest_name(NULL, 'PERU'), promised(DATE '1992-02-29', NULL),
                           (SELECT typical_price(o_totalprice) FROM orders WHERE o_orderkey < 0)""", connection -> List.of(Collections.nCopies(6, null))));

    private Checks() {}

    private static List<List<Object>> itemsOfSlowOrders(Connection connection) throws SQLException {
        var items = new ArrayList<List<Object>>();
        Rows.forEach(connection, """
                SELECT o_orderdate, l_receiptdate, l_orderkey, l_linenumber
                FROM orders JOIN lineitem ON l_orderkey = o_orderkey ORDER BY l_orderkey, l_linenumber""", row -> {
            if (WorkingDays.of(row) > 100) {
                items.add(List.of(row.getLong(3), row.getInt(4)));
            }
        });
        return items;
    }

    private static List<List<Object>> itemsByWorkingDays(Connection connection) throws SQLException {
        var counts = new TreeMap<Integer, Long>();
        Rows.forEach(
                connection,
                "SELECT o_orderdate, l_receiptdate FROM orders JOIN lineitem ON l_orderkey = o_orderkey",
                row -> counts.merge(WorkingDays.of(row), 1L, Long::sum));
        return pairs(counts);
    }

    private static List<List<Object>> revenueByShipMode(Connection connection) throws SQLException {
        var sums = new TreeMap<String, BigDecimal>();
        Rows.forEach(
                connection,
                "SELECT l_shipmode, l_extendedprice, l_discount, l_tax FROM lineitem",
                row -> sums.merge(row.getString(1), Revenue.of(row, 2), BigDecimal::add));
        return pairs(sums);
    }

    private static List<List<Object>> ordersByScore(Connection connection) throws SQLException {
        record Scored(long order, double score) {}
        var orders = new ArrayList<Scored>();
        Rows.forEach(
                connection,
                "SELECT o_orderkey, o_comment FROM orders",
                row -> orders.add(new Scored(row.getLong(1), CommentScore.of(row.getString(2)))));
        orders.sort(Comparator.comparing(Scored::score).reversed().thenComparing(Scored::order));
        return orders.stream().map(scored -> List.<Object>of(scored.order())).toList();
    }

    private static List<List<Object>> pairs(TreeMap<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> List.<Object>of(entry.getKey(), entry.getValue()))
                .toList();
    }
}
