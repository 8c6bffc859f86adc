package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.h2.jdbc.JdbcConnection;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.SessionFunction;
import org.pythonwasm.udf.internal.TableCall;

/**
 * What the generated class of a table function calls; public for that reason only. A TABLE parameter gets the text of a
 * query.
 */
public final class H2Table {
    /** H2's connection while a statement is prepared: it wants the columns, no rows. */
    private static final String COLUMN_LIST = "jdbc:columnlist:connection";

    private final SessionFunction<TableCall> function;

    H2Table(SessionFunction<TableCall> function) {
        this.function = function;
    }

    public H2Rows rows(Connection connection, Object[] given, Object[] rest) throws SQLException {
        var columns = function.checked().definition().columns();
        if (connection.getMetaData().getURL().equals(COLUMN_LIST)) {
            return H2Rows.of(connection, columns, null);
        }
        var all = Arrays.copyOf(given, given.length + rest.length);
        System.arraycopy(rest, 0, all, given.length, rest.length);
        runQueries(connection, all);
        var call = function.in(((JdbcConnection) connection).getSession());
        return H2Rows.of(connection, columns, call.open(all));
    }

    private void runQueries(Connection connection, Object[] values) throws SQLException {
        var parameters = function.checked().definition().parameters();
        for (int i = 0; i < Math.min(values.length, parameters.size()); i++) {
            if (parameters.get(i).type().name() == SqlTypeName.TABLE && values[i] != null) {
                values[i] = H2Query.of(connection, (String) values[i]);
            }
        }
    }
}
