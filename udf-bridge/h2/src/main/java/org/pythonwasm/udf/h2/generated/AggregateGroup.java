package org.pythonwasm.udf.h2.generated;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Aggregate;
import org.h2.jdbc.JdbcConnection;
import org.pythonwasm.udf.internal.call.AggregateState;

/**
 * One group. H2 creates an object of the generated subclass for each group, adds its rows and requests the result, in a
 * window again and again. It creates one more to read the type of the result, so no Python runs before the first row.
 */
public abstract class AggregateGroup implements Aggregate {
    private JdbcConnection connection;
    private AggregateState state;

    /** Implemented by the generated subclass. */
    public abstract AggregateFunctionTarget function();

    @Override
    public void init(Connection newConnection) {
        connection = (JdbcConnection) newConnection;
    }

    @Override
    public int getInternalType(int[] inputTypes) throws SQLException {
        function().checkCount(inputTypes.length);
        return function().resultType();
    }

    /** @param value the only argument, which is an array for an ARRAY or ROW; or an array of several arguments */
    @Override
    public void add(Object value) throws SQLException {
        Object[] values =
                value instanceof Object[] several && !function().takesOneNested() ? several : new Object[] {value};
        state(values.length).add(function().convert(values, connection));
    }

    @Override
    public Object getResult() throws SQLException {
        return function().result(state(0).result(), connection);
    }

    /** @param given arguments of the first row; a group without rows has none */
    private AggregateState state(int given) throws SQLException {
        if (state == null) {
            state = function().begin(connection, given);
        }
        return state;
    }
}
