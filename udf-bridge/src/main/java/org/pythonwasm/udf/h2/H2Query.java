package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcResultSet;
import org.h2.value.ValueToObjectConverter;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.RowSource;

/** A query that the argument of a TABLE parameter holds as text; it runs in the session that called the function. */
final class H2Query implements RowSource {
    private final JdbcConnection connection;
    private final Statement statement;
    private final JdbcResultSet rows;
    private final List<Column> columns;

    private H2Query(JdbcConnection connection, Statement statement, JdbcResultSet rows, List<Column> columns) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        this.columns = columns;
    }

    /** @throws SQLException H2's errors; 0A000 for a column of a type that Python does not get */
    static H2Query of(Connection connection, String sql) throws SQLException {
        var statement = connection.createStatement();
        try {
            var rows = (JdbcResultSet) statement.executeQuery(sql);
            return new H2Query((JdbcConnection) connection, statement, rows, columns(rows));
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static List<Column> columns(JdbcResultSet rows) throws SQLException {
        var result = rows.getResult();
        var columns = new ArrayList<Column>();
        for (int i = 0; i < result.getVisibleColumnCount(); i++) {
            var type = H2Types.of(result.getColumnType(i));
            if (type == null) {
                throw new SQLException("column " + result.getAlias(i) + " of the query is of type "
                        + rows.getMetaData().getColumnTypeName(i + 1) + "; supported are " + SqlTypeName.supported(),
                        "0A000");
            }
            columns.add(new Column(result.getAlias(i), type));
        }
        return columns;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() throws SQLException {
        return rows.next();
    }

    @Override
    public Object get(int column) throws SQLException {
        var type = columns.get(column).type();
        return H2Value.isInternal(type)
                ? H2Value.toJava(
                        ValueToObjectConverter.readValue(connection.getSession(), rows, column + 1), type, connection)
                : rows.getObject(column + 1, type.name().javaClass());
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
