package org.pythonwasm.udf.spark.ddl;

import java.sql.SQLException;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.pythonwasm.udf.spark.plan.Calls;
import org.pythonwasm.udf.spark.plan.DefinitionException;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;

/** What Spark's registry has for a function: it makes its calls, and is how the session's functions are found. Immutable. */
final class FunctionBuilder extends AbstractFunction1<Seq<Expression>, Expression> {
    private final KnownFunction known;
    private final SessionModules modules;

    FunctionBuilder(KnownFunction known, SessionModules modules) {
        this.known = known;
        this.modules = modules;
    }

    KnownFunction known() {
        return known;
    }

    @Override
    public Expression apply(Seq<Expression> arguments) {
        try {
            return Calls.of(modules.current(known.function()), arguments);
        } catch (SQLException e) {
            throw DefinitionException.raise(e);
        }
    }
}
