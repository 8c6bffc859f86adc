package org.pythonwasm.example.spark;

import java.util.List;
import org.pythonwasm.example.tpch.Check;
import org.pythonwasm.example.tpch.FunctionChecks;
import org.pythonwasm.example.tpch.RowCheck;

/** All comparisons with Java: each function, in every row, in every group, in every row of its table. */
final class Checks {
    static final List<Check> ALL = List.of(
            FunctionChecks.WORKING_DAYS,
            FunctionChecks.COMMENT_SCORE,
            FunctionChecks.REVENUE,
            FunctionChecks.PROMISED,
            new RowCheck(
                    "nearest_name",
                    "SELECT n_name, nearest_name(LOWER(n_name) || 'x', 'PERU|' || n_name) FROM nation",
                    String.class,
                    row -> row.getString(1)),
            FunctionChecks.TYPICAL_PRICE,
            FunctionChecks.phrases("phrases(TABLE(%s), %d)"));

    private Checks() {}
}
