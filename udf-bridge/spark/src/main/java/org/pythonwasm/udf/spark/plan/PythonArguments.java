package org.pythonwasm.udf.spark.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
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
            var type = SparkTypes.of(rules.type(arguments.size()));
            boolean needed = !fits(argument.dataType(), type)
                    && (Cast.canANSIStoreAssign(argument.dataType(), type)
                            || Cast.canUpCast(argument.dataType(), type));
            any |= needed;
            arguments.add(needed ? new Cast(argument, type, Option.empty(), EvalMode.ANSI()) : argument);
        }
        return any ? arguments : null;
    }

    /** Returns an error if an argument has a type that cannot be assigned to its parameter. */
    static Optional<String> wrongType(DistributedFunction function, Seq<Expression> given) {
        var rules = new ArgumentRules(function.checked());
        int place = 0;
        for (var argument : Sequences.list(given)) {
            var declared = rules.type(place++);
            if (!fits(argument.dataType(), SparkTypes.of(declared))) {
                return Optional.of("PythonFunction " + function.name() + ": argument " + place + " is "
                        + argument.dataType().sql() + ", which is not assignable to " + declared);
            }
        }
        return Optional.empty();
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
