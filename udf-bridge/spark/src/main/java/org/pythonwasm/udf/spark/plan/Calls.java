package org.pythonwasm.udf.spark.plan;

import java.sql.SQLException;
import java.time.ZoneId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.internal.SQLConf;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import scala.collection.immutable.Seq;

/** Makes the expressions that call functions. Stateless. */
public final class Calls {
    private static final String WRONG_COUNT = "42605";

    private Calls() {}

    /**
     * Returns the call of a scalar or aggregate function in the session whose statement is analysed.
     *
     * @throws SQLException 42605 if it does not take that many arguments
     */
    public static Expression of(DistributedFunction function, Seq<Expression> arguments) throws SQLException {
        var wrong = PythonArguments.wrongCount(function, arguments.length());
        if (wrong.isPresent()) {
            throw new SQLException(wrong.get(), WRONG_COUNT);
        }
        var here = function.in(ZoneId.of(SQLConf.get().sessionLocalTimeZone(), ZoneId.SHORT_IDS));
        return new PythonCall(here, arguments);
    }
}
