package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.pythonwasm.udf.spark.plan.Calls;
import org.pythonwasm.udf.spark.plan.DefinitionException;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;

/** What Spark's registry of table functions has for one. Immutable. */
final class RowsBuilder extends AbstractFunction1<Seq<Expression>, LogicalPlan> {
    private final KnownFunction known;
    private final SessionModules modules;

    RowsBuilder(KnownFunction known, SessionModules modules) {
        this.known = known;
        this.modules = modules;
    }

    @Override
    public LogicalPlan apply(Seq<Expression> arguments) {
        try {
            return Calls.rows(modules.current(known.function()), arguments);
        } catch (SQLException e) {
            throw DefinitionException.raise(e);
        }
    }
}
