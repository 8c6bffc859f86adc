package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult.TypeCheckFailure;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult.TypeCheckSuccess$;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.expressions.StructsToJson;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.VariantType;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import org.pythonwasm.udf.spark.value.SparkTypes;
import org.pythonwasm.udf.spi.SqlStates;
import scala.Option;
import scala.collection.immutable.Seq;

/** The arguments of a call: their number and types, and the casts that SQL's store assignment makes. Stateless. */
final class PythonArguments {
    private static final String WRONG_COUNT = "42605";

    private PythonArguments() {}

    /** An expression that calls a function, and casts its arguments. */
    interface Caller {
        DistributedFunction function();
    }

    /** @throws SQLException 42605 if no call has that many arguments; 0A000 if one has a name */
    static void refuse(DistributedFunction function, Seq<Expression> given) throws SQLException {
        for (int i = 0; i < given.length(); i++) {
            if (given.apply(i) instanceof NamedArgumentExpression) {
                throw new SQLException(
                        "PythonFunction " + function.name() + ": argument " + (i + 1) + " has a name (=>), which Spark "
                                + "does not support here; give all by their places: "
                                + function.definition().signature(),
                        SqlStates.NOT_SUPPORTED);
            }
        }
        var rules = new ArgumentRules(function.checked());
        if (!rules.allow(given.length())) {
            throw new SQLException(
                    "PythonFunction " + function.name() + ": takes " + rules.range() + ", got " + given.length() + ": "
                            + function.definition().signature(),
                    WRONG_COUNT);
        }
    }

    /** Returns the arguments with casts, or null if none needs one. */
    static List<Expression> cast(DistributedFunction function, Seq<Expression> given) {
        var rules = new ArgumentRules(function.checked());
        var arguments = new ArrayList<Expression>();
        boolean any = false;
        for (var argument : Sequences.list(given)) {
            var cast = cast(argument, rules.type(arguments.size()));
            any |= cast != argument;
            arguments.add(cast);
        }
        return any ? arguments : null;
    }

    /** Returns the argument itself if it needs no cast, or has none. */
    static Expression cast(Expression argument, SqlType declared) {
        if (declared.name() == SqlTypeName.JSON && argument.dataType() instanceof VariantType) {
            return new StructsToJson(argument);
        }
        var type = SparkTypes.of(declared);
        boolean needed = !fits(argument.dataType(), type)
                && (Cast.canANSIStoreAssign(argument.dataType(), type) || Cast.canUpCast(argument.dataType(), type));
        return needed ? new Cast(argument, type, Option.empty(), EvalMode.ANSI()) : argument;
    }

    /** Returns in Spark's form whether {@link #wrongType} finds an error. */
    static TypeCheckResult check(DistributedFunction function, Seq<Expression> given) {
        return wrongType(function, given)
                .<TypeCheckResult>map(TypeCheckFailure::new)
                .orElse(TypeCheckSuccess$.MODULE$);
    }

    /** Returns an error if an argument has a type that cannot be assigned to its parameter. */
    static Optional<String> wrongType(DistributedFunction function, Seq<Expression> given) {
        var rules = new ArgumentRules(function.checked());
        int place = 0;
        for (var argument : Sequences.list(given)) {
            var wrong = wrongType(function, ++place, argument, rules.type(place - 1));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    /** @param place of the argument, from 1 */
    static Optional<String> wrongType(DistributedFunction function, int place, Expression argument, SqlType declared) {
        return fits(argument.dataType(), SparkTypes.of(declared))
                ? Optional.empty()
                : Optional.of("PythonFunction " + function.name() + ": argument " + place + " is "
                        + argument.dataType().sql() + ", which is not assignable to " + declared);
    }

    private static boolean fits(DataType given, DataType declared) {
        return given instanceof StringType
                ? declared instanceof StringType
                : DataType.equalsIgnoreNullability(given, declared);
    }

    /** Evaluates before a batch is touched: an argument may be a call of the same function. */
    static Object[] values(Seq<Expression> arguments, InternalRow row) {
        var values = new Object[arguments.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.apply(i).eval(row);
        }
        return values;
    }
}
