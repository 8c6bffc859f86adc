package org.pythonwasm.udf.calcite;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.avatica.util.Casing;
import org.pythonwasm.udf.internal.Arguments;
import org.pythonwasm.udf.internal.CheckedFunction;
import org.pythonwasm.udf.internal.SessionFunction;

/** Makes the functions of a schema, with the code that Calcite generates for their calls. Stateless. */
final class FunctionMaker {
    /**
     * Arguments of a VARIADIC function at most: Calcite makes an operator of each of the functions of a name whenever
     * it looks the name up.
     */
    private static final int MOST_ARGUMENTS = 32;

    private FunctionMaker() {
    }

    /**
     * What a schema gets under the function's name.
     *
     * @param unquoted the case of names that are not quoted
     * @param created null where nobody knows
     */
    static List<PythonFunction> of(CheckedFunction checked, Casing unquoted, Instant created) {
        var arguments = new Arguments(checked);
        var counts = IntStream.rangeClosed(arguments.required(),
                arguments.isVariadic() ? Math.max(arguments.declared(), MOST_ARGUMENTS) : arguments.declared());
        var sessions = CalciteSessions.INSTANCE;
        return switch (checked.definition().kind()) {
            case SCALAR -> {
                var function = SessionFunction.scalar(checked, sessions);
                var resultClass = InternalValue.classOf(checked.definition().result());
                yield counts.<PythonFunction>mapToObj(i -> new PythonScalarFunction(function, i, created,
                        number -> PythonCallCode.scalar(number, resultClass))).toList();
            }
            case AGGREGATE -> {
                var function = SessionFunction.aggregate(checked, sessions);
                yield counts.<PythonFunction>mapToObj(
                        i -> new PythonAggregateFunction(function, i, created, PythonAggregateCode::new)).toList();
            }
            case TABLE -> {
                var function = SessionFunction.table(checked, sessions);
                yield counts.<PythonFunction>mapToObj(
                        i -> new PythonTableFunction(function, i, created, unquoted, PythonCallCode::table)).toList();
            }
        };
    }
}
