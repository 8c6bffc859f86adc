package org.pythonwasm.udf.spark.plan;

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
import scala.Option;
import scala.collection.immutable.Seq;

/** The arguments of a call: their number and types, and the casts that SQL's store assignment makes. Stateless. */
final class PythonArguments {
    private PythonArguments() {}

    /** An expression that calls a function, and casts its arguments. */
    interface Caller {
        DistributedFunction function();
    }

    /** Returns an error if no call has that many. */
    static Optional<String> wrongCount(DistributedFunction function, int given) {
        var rules = new ArgumentRules(function.checked());
        return rules.allow(given)
                ? Optional.empty()
                : Optional.of("PythonFunction " + function.name() + ": takes " + rules.range() + ", got " + given + ": "
                        + function.definition().signature());
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
