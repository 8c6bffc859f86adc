package org.pythonwasm.example.tpch;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Compares functions with Java in every row, in every group, in every row of a table: the same in every database. */
public final class FunctionChecks {
    public static final Check WORKING_DAYS = new RowCheck("working_days", """
            SELECT o_orderdate, l_receiptdate, working_days(o_orderdate, l_receiptdate)
            FROM orders JOIN lineitem ON l_orderkey = o_orderkey""", Integer.class, WorkingDays::of);
    public static final Check COMMENT_SCORE = new RowCheck(
            "comment_score",
            "SELECT o_comment, comment_score(o_comment) FROM orders",
            Double.class,
            row -> CommentScore.of(row.getString(1)));
    public static final Check REVENUE = new RowCheck("revenue", """
            SELECT l_extendedprice, l_discount, l_tax, revenue(l_extendedprice, l_discount, l_tax)
            FROM lineitem""", BigDecimal.class, row -> Revenue.of(row, 1));
    public static final Check PROMISED = new RowCheck(
            "promised",
            "SELECT o_orderdate, o_orderpriority, promised(o_orderdate, o_orderpriority) FROM orders",
            LocalDateTime.class,
            row -> Promise.of(row.getObject(1, LocalDate.class), row.getString(2)));
    public static final Check TYPICAL_PRICE = new ResultCheck(
            "typical_price",
            "SELECT o_custkey, typical_price(o_totalprice) FROM orders GROUP BY o_custkey ORDER BY o_custkey",
            FunctionChecks::typicalPriceByCustomer);

    private static final String COMMENTS = "SELECT o_comment FROM orders";
    private static final int LEAST = 3;

    private FunctionChecks() {}

    /**
     * Returns a comparison of each function, in every row, in every group, in every row of its table.
     *
     * @param phrases the call of the table function, as for {@link #phrases}
     */
    public static List<Check> all(String phrases) {
        return List.of(
                WORKING_DAYS,
                COMMENT_SCORE,
                REVENUE,
                PROMISED,
                new RowCheck(
                        "nearest_name",
                        "SELECT n_name, nearest_name(LOWER(n_name) || 'x', 'PERU|' || n_name) FROM nation",
                        String.class,
                        row -> row.getString(1)),
                TYPICAL_PRICE,
                phrases(phrases));
    }

    /**
     * Compares the table function, whose call depends on the database.
     *
     * @param call the call in FROM, with %s for the query and %d for the other argument
     */
    public static Check phrases(String call) {
        return new ResultCheck(
                "phrases",
                "SELECT phrase, times, comments FROM " + call.formatted(COMMENTS, LEAST) + " ORDER BY phrase",
                FunctionChecks::phrasesOfOrders);
    }

    private static List<List<Object>> typicalPriceByCustomer(Connection connection) throws SQLException {
        var prices = new TreeMap<Long, List<BigDecimal>>();
        Rows.forEach(
                connection,
                "SELECT o_custkey, o_totalprice FROM orders",
                row -> prices.computeIfAbsent(row.getLong(1), customer -> new ArrayList<>())
                        .add(row.getBigDecimal(2)));
        return prices.entrySet().stream()
                .map(entry -> List.<Object>of(entry.getKey(), TypicalPrice.of(entry.getValue())))
                .toList();
    }

    private static List<List<Object>> phrasesOfOrders(Connection connection) throws SQLException {
        var comments = new ArrayList<String>();
        Rows.forEach(connection, COMMENTS, row -> comments.add(row.getString(1)));
        return Phrases.of(comments, LEAST);
    }
}
