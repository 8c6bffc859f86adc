package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.task.DistributedFunction.Stability;
import org.pythonwasm.udf.spark.value.Sequences;
import org.pythonwasm.udf.spark.value.SparkTypes;
import org.pythonwasm.udf.spark.vectorized.VectorizedFunction;
import scala.Option;
import scala.collection.immutable.Seq;

/** Makes what calls functions in plans. Stateless. */
public final class Calls {
    /** Spark's number of functions that its rules gather in an operator of many rows. */
    private static final int BATCHED = 100;

    private Calls() {}

    /**
     * Returns the call of a function in the session whose statement is analysed.
     *
     * @throws SQLException 42605 if it does not take that many arguments; 0A000 if one has a name
     */
    public static Expression of(DistributedFunction function, Seq<Expression> arguments) throws SQLException {
        PythonArguments.refuse(function, arguments);
        TableArgument.refuseRows(function);
        var here = here(function);
        return switch (here.definition().kind()) {
            case SCALAR -> isInBatches(here, arguments) ? gathered(here, arguments) : new PythonCall(here, arguments);
            case AGGREGATE ->
                here.merges()
                        ? new PythonAggregate(here, arguments, 0, 0)
                        : new CollectedAggregate(here, arguments, 0, 0);
            case TABLE -> new PythonRows(here, arguments);
        };
    }

    private static DistributedFunction here(DistributedFunction function) {
        return function.in(DateTimeUtils.getZoneId(SQLConf.get().sessionLocalTimeZone()));
    }

    /** A batch has all arguments: calls that leave some out, or take the rest as well, go row by row. */
    private static boolean isInBatches(DistributedFunction function, Seq<Expression> arguments) {
        return function.definition().options().vectorized() && isWhole(function, arguments);
    }

    static boolean isWhole(DistributedFunction function, Seq<Expression> arguments) {
        var definition = function.definition();
        return !definition.isVariadic()
                && arguments.length() == definition.parameters().size();
    }

    /** Returns a call that Spark's rules gather with others in an operator of many rows. */
    static Expression gathered(DistributedFunction function, Seq<Expression> arguments) {
        return new PythonUDF(
                function.name(),
                new VectorizedFunction(function),
                SparkTypes.of(function.definition().result()),
                arguments,
                BATCHED,
                function.stability() != Stability.VOLATILE,
                NamedExpression.newExprId());
    }

    /** Returns the call of a table function in FROM; what it takes of other tables comes by LATERAL, or as a TABLE. */
    public static LogicalPlan rows(DistributedFunction function, Seq<Expression> arguments) throws SQLException {
        if (TableArgument.isAmong(arguments) || TableArgument.isDeclared(function)) {
            return TableArgument.call(here(function), arguments);
        }
        return new Generate(
                (PythonRows) of(function, arguments),
                Sequences.of(),
                false,
                Option.empty(),
                Sequences.of(),
                new OneRowRelation());
    }
}
