package org.pythonwasm.example.tpch;

import java.util.Locale;

/** The scalar functions that are measured over line items, and those that only measurements create. */
public enum Measured {
    NEXT_KEY("SUM(next_key(l_orderkey))"),
    WORKING_DAYS("SUM(working_days(l_shipdate, l_receiptdate))"),
    REVENUE("SUM(revenue(l_extendedprice, l_discount, l_tax))"),
    COMMENT_SCORE("SUM(comment_score(l_comment))");

    public static final String CREATE_NEXT_KEY = """
            CREATE OR REPLACE FUNCTION next_key(key BIGINT) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC AS $$
            def next_key(key: int) -> int:
                return key + 1
            $$""";
    public static final String CREATE_TOTAL = """
            CREATE OR REPLACE AGGREGATE FUNCTION total(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
            class total:
                def __init__(self): self.sum = 0
                def accumulate(self, x: int): self.sum += x
                def finish(self): return self.sum
            $$""";

    private static final int LEAST_ROWS = 10_000;
    private static final int MOST_ROWS = 1_000_000;

    private final String expression;

    Measured(String expression) {
        this.expression = expression;
    }

    /** Returns how many rows an aggregate is measured over at a scale: a million from 0.1 on, 10,000 at 0.001. */
    public static int rowsInGroups(double scale) {
        return (int) Math.min(MOST_ROWS, Math.max(LEAST_ROWS, scale * 10 * MOST_ROWS));
    }

    public String function() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String expression() {
        return expression;
    }
}
