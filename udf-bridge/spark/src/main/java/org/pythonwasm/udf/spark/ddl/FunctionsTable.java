package org.pythonwasm.udf.spark.ddl;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.pythonwasm.udf.spark.value.Rewrite;
import org.pythonwasm.udf.spark.value.Sequences;

/** The table PYTHON_FUNCTIONS of every database, unless the session has another of that name. Stateless. */
public final class FunctionsTable extends Rule<LogicalPlan> {
    private static final String NAME = "PYTHON_FUNCTIONS";

    private final SparkSession session;

    public FunctionsTable(SparkSession session) {
        this.session = session;
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        return plan.resolveOperatorsUp(new Rewrite<LogicalPlan>() {
            @Override
            public boolean isDefinedAt(LogicalPlan node) {
                return node instanceof UnresolvedRelation table && isNamed(Sequences.list(table.multipartIdentifier()));
            }

            @Override
            protected LogicalPlan change(LogicalPlan node) {
                return LocalRelation.fromExternalRows(ShowCommand.columns(), Sequences.of(ShowCommand.rows(session)));
            }
        });
    }

    private static boolean isNamed(List<String> parts) {
        return parts.size() == 1 && parts.get(0).equalsIgnoreCase(NAME);
    }
}
