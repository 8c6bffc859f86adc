package org.pythonwasm.udf.h2.function;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbc.JdbcResultSet;
import org.h2.message.DbException;
import org.h2.value.ValueToObjectConverter;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.udf.RowSource;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.spi.SqlStates;

/** The query in the text argument of a TABLE parameter; it runs in the session that called the function. */
public final class QueryArgument implements RowSource {
    private static final int MOST_OF_A_REASON = 500;

    private final JdbcConnection connection;
    private final Statement statement;
    private final JdbcResultSet rows;
    private final List<Column> columns;

    private QueryArgument(JdbcConnection connection, Statement statement, JdbcResultSet rows, List<Column> columns) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * @throws SQLException H2's errors; 42000 if the text is not exactly one query; 0A000 for a column of a type that
     *     Python cannot receive
     */
    public static QueryArgument of(Connection connection, String text) throws SQLException {
        String sql = withoutEnd(text);
        requireQuery(connection, sql);
        var statement = connection.createStatement();
        try {
            var rows = (JdbcResultSet) statement.executeQuery(sql);
            return new QueryArgument((JdbcConnection) connection, statement, rows, columns(rows));
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static String withoutEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ';' || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(0, end);
    }

    /**
     * H2 executes all statements of a text. Its own parser checks that there is one, because only that parser knows
     * where a statement ends.
     */
    private static void requireQuery(Connection connection, String sql) throws SQLException {
        try {
            if (((SessionLocal) ((JdbcConnection) connection).getSession())
                    .prepare(sql)
                    .isQuery()) {
                return;
            }
        } catch (DbException e) {
            int code = e.getErrorCode();
            throw code == ErrorCode.SYNTAX_ERROR_1 || code == ErrorCode.SYNTAX_ERROR_2
                    ? noQuery(e)
                    : e.getSQLException();
        }
        throw noQuery(null);
    }

    /** Includes H2's message, which marks the place. */
    private static SQLException noQuery(DbException reason) {
        String message = "the argument of a TABLE parameter has to be the text of exactly one query";
        return new SQLException(
                reason == null ? message : message + ": " + Excerpt.of(reason.getMessage(), MOST_OF_A_REASON),
                SqlStates.DEFINITION,
                reason);
    }

    private static List<Column> columns(JdbcResultSet rows) throws SQLException {
        var result = rows.getResult();
        var columns = new ArrayList<Column>();
        for (int i = 0; i < result.getVisibleColumnCount(); i++) {
            var type = H2Types.of(result.getColumnType(i));
            if (type == null) {
                throw new SQLException(
                        "column " + result.getAlias(i) + " of the query is of type "
                                + rows.getMetaData().getColumnTypeName(i + 1) + "; supported are "
                                + SqlTypeName.supported(),
                        SqlStates.NOT_SUPPORTED);
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
