package org.pythonwasm.udf.calcite.plan;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.avatica.util.Casing;
import org.pythonwasm.udf.calcite.function.CalciteCodecs;
import org.pythonwasm.udf.calcite.function.CalciteSessions;
import org.pythonwasm.udf.calcite.function.PythonAggregateFunction;
import org.pythonwasm.udf.calcite.function.PythonFunction;
import org.pythonwasm.udf.calcite.function.PythonScalarFunction;
import org.pythonwasm.udf.calcite.function.PythonTableFunction;
import org.pythonwasm.udf.internal.call.SessionFunction;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.internal.define.CheckedFunction;

/** Creates the functions of a schema, with the code that Calcite generates for their calls. Stateless. */
public final class FunctionMaker {
    /**
     * The largest number of arguments of a VARIADIC function: Calcite creates an operator for each function of a name
     * whenever it looks the name up.
     */
    private static final int MOST_ARGUMENTS = 32;

    private FunctionMaker() {}

    /**
     * Returns the functions that a schema holds under the function's name.
     *
     * @param unquoted the case of names that are not quoted
     * @param created null if unknown
     */
    public static List<PythonFunction> of(CheckedFunction checked, Casing unquoted, Instant created) {
        var arguments = new ArgumentRules(checked);
        var counts = IntStream.rangeClosed(
                arguments.required(),
                arguments.isVariadic() ? Math.max(arguments.declared(), MOST_ARGUMENTS) : arguments.declared());
        var sessions = CalciteSessions.INSTANCE;
        return switch (checked.definition().kind()) {
            case SCALAR -> {
                var function = SessionFunction.scalar(checked, sessions, CalciteCodecs.ALL);
                var resultClass = CalciteCodecs.classOf(checked.definition().result());
                yield counts.<PythonFunction>mapToObj(i -> new PythonScalarFunction(
                                function, i, created, number -> CallCode.scalar(number, resultClass)))
                        .toList();
            }
            case AGGREGATE -> {
                var function = SessionFunction.aggregate(checked, sessions, CalciteCodecs.ALL);
                yield counts.<PythonFunction>mapToObj(
                                i -> new PythonAggregateFunction(function, i, created, AggregateCode::new))
                        .toList();
            }
            case TABLE -> {
                var function = SessionFunction.table(checked, sessions, CalciteCodecs.ALL);
                yield counts.<PythonFunction>mapToObj(
                                i -> new PythonTableFunction(function, i, created, unquoted, CallCode::table))
                        .toList();
            }
        };
    }
}
