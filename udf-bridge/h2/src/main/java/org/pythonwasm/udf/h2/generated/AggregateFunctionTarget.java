package org.pythonwasm.udf.h2.generated;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.pythonwasm.udf.h2.function.H2Value;
import org.pythonwasm.udf.h2.function.LoadedFunction;
import org.pythonwasm.udf.internal.call.AggregateCall;
import org.pythonwasm.udf.internal.call.AggregateState;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.spi.SqlStates;

/** An aggregate function as the generated class sees it; public for that reason only. Thread-safe. */
public final class AggregateFunctionTarget {
    private final LoadedFunction<AggregateCall> function;
    private final ArgumentRules arguments;

    public AggregateFunctionTarget(LoadedFunction<AggregateCall> function) {
        this.function = function;
        this.arguments = new ArgumentRules(function.checked());
    }

    /** Returns H2's number of the result's type. */
    int resultType() {
        return H2Value.code(function.checked().definition().result());
    }

    /** Checks the number of arguments, which H2 itself does not know. */
    void checkCount(int given) throws SQLException {
        if (!arguments.allow(given)) {
            throw new SQLException(
                    "PythonFunction " + function.checked().definition().name() + ": takes " + arguments.range()
                            + ", got " + given,
                    SqlStates.DEFINITION);
        }
    }

    /** Returns whether its only argument is an ARRAY or ROW. */
    boolean takesOneNested() {
        return arguments.declared() == 1
                && !arguments.isVariadic()
                && arguments.type(0).name().isNested();
    }

    AggregateState begin(Connection connection, int given) throws SQLException {
        return function.in(connection).begin(given);
    }

    /** Converts values to the classes of the declared types. */
    Object[] convert(Object[] values, JdbcConnection connection) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            values[i] = H2Value.toJava(values[i], arguments.type(i), connection);
        }
        return values;
    }

    /** Returns the result in the form that H2 expects: for a type without a Java class, H2's value. */
    Object result(Object value, JdbcConnection connection) {
        var type = function.checked().definition().result();
        if (value == null || !H2Value.isInternal(type)) {
            return value;
        }
        var session = (SessionLocal) connection.getSession();
        return H2Value.toH2(value, type, H2Value.type(type, session), session);
    }
}
