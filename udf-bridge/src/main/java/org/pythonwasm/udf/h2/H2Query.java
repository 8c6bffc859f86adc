package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.RowSource;

/** A query that the argument of a TABLE parameter holds as text; it runs in the session that called the function. */
final class H2Query implements RowSource {
    private final Statement statement;
    private final ResultSet rows;
    private final List<Column> columns;

    private H2Query(Statement statement, ResultSet rows, List<Column> columns) {
        this.statement = statement;
        this.rows = rows;
        this.columns = columns;
    }

    /** @throws SQLException H2's errors; 0A000 for a column of a type that Python does not get */
    static H2Query of(Connection connection, String sql) throws SQLException {
        var statement = connection.createStatement();
        try {
            var rows = statement.executeQuery(sql);
            return new H2Query(statement, rows, columns(rows));
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static List<Column> columns(ResultSet rows) throws SQLException {
        var metaData = rows.getMetaData();
        var columns = new ArrayList<Column>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            var type = type(metaData.getColumnType(i));
            if (type == null) {
                throw new SQLException("column " + metaData.getColumnLabel(i) + " of the query is of type "
                        + metaData.getColumnTypeName(i) + "; supported are " + SqlTypeName.supported(), "0A000");
            }
            columns.add(new Column(metaData.getColumnLabel(i), SqlType.of(type)));
        }
        return columns;
    }

    private static SqlTypeName type(int jdbc) {
        return switch (jdbc) {
            case Types.BOOLEAN -> SqlTypeName.BOOLEAN;
            case Types.TINYINT -> SqlTypeName.TINYINT;
            case Types.SMALLINT -> SqlTypeName.SMALLINT;
            case Types.INTEGER -> SqlTypeName.INTEGER;
            case Types.BIGINT -> SqlTypeName.BIGINT;
            case Types.REAL -> SqlTypeName.REAL;
            case Types.DOUBLE, Types.FLOAT -> SqlTypeName.DOUBLE;
            case Types.DECIMAL, Types.NUMERIC -> SqlTypeName.DECIMAL;
            case Types.CHAR, Types.VARCHAR -> SqlTypeName.VARCHAR;
            case Types.CLOB -> SqlTypeName.CLOB;
            case Types.BINARY, Types.VARBINARY -> SqlTypeName.VARBINARY;
            case Types.BLOB -> SqlTypeName.BLOB;
            case Types.DATE -> SqlTypeName.DATE;
            case Types.TIME -> SqlTypeName.TIME;
            case Types.TIMESTAMP -> SqlTypeName.TIMESTAMP;
            default -> null;
        };
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
        return rows.getObject(column + 1, columns.get(column).type().name().javaClass());
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
