package org.pythonwasm.udf.h2.generated;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.h2.jdbc.JdbcConnection;
import org.h2.value.Value;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.h2.function.H2Sessions;
import org.pythonwasm.udf.h2.function.H2Value;
import org.pythonwasm.udf.h2.function.LoadedFunction;
import org.pythonwasm.udf.h2.function.QueryArgument;
import org.pythonwasm.udf.internal.call.TableCall;
import org.pythonwasm.udf.internal.define.ArgumentRules;

/**
 * Called by the generated class of a table function; public for that reason only. A TABLE parameter receives the text
 * of a query.
 */
public final class TableFunctionTarget {
    /** The URL of the connection that H2 passes while it prepares a statement. */
    private static final String COLUMN_LIST = "jdbc:columnlist:connection";

    private final LoadedFunction<TableCall> function;
    private final ArgumentRules arguments;

    public TableFunctionTarget(LoadedFunction<TableCall> function) {
        this.function = function;
        this.arguments = new ArgumentRules(function.checked());
    }

    public LazyRows rows(Connection connection, Object[] given, Object[] rest) throws SQLException {
        var columns = function.checked().definition().columns();
        if (isColumnList(connection)) {
            return LazyRows.of(connection, columns, null);
        }
        var all = Arrays.copyOf(given, given.length + rest.length, Object[].class);
        System.arraycopy(rest, 0, all, given.length, rest.length);
        try {
            runQueries(connection, all);
            for (int i = 0; i < all.length; i++) {
                if (all[i] instanceof Value value) {
                    all[i] = H2Value.toJava(value, arguments.type(i), (JdbcConnection) connection);
                }
            }
            return LazyRows.of(connection, columns, function.in(connection).open(all));
        } finally {
            close(all);
        }
    }

    /** Returns whether H2 prepares a statement: it needs the columns, no rows. */
    public static boolean isColumnList(Connection connection) throws SQLException {
        return connection.getMetaData().getURL().equals(COLUMN_LIST);
    }

    private void runQueries(Connection connection, Object[] values) throws SQLException {
        var parameters = function.checked().definition().parameters();
        for (int i = 0; i < Math.min(values.length, parameters.size()); i++) {
            if (parameters.get(i).type().name() == SqlTypeName.TABLE && values[i] != null) {
                String sql = (String) values[i];
                values[i] = H2Sessions.inside(
                        ((JdbcConnection) connection).getSession(), () -> QueryArgument.of(connection, sql));
            }
        }
    }

    private static void close(Object[] values) throws SQLException {
        for (Object value : values) {
            if (value instanceof QueryArgument query) {
                query.close();
            }
        }
    }
}
