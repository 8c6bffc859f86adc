package org.pythonwasm.example.spark;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;

/** As much of JDBC over a session of Spark as queries, scripts and checks of the examples use. */
final class SessionConnection implements InvocationHandler {
    private final SparkSession session;

    private SessionConnection(SparkSession session) {
        this.session = session;
    }

    static Connection of(SparkSession session) {
        return proxy(Connection.class, new SessionConnection(session));
    }

    static SparkSession session(Connection connection) {
        return ((SessionConnection) Proxy.getInvocationHandler(connection)).session;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static SQLException missing(Method method) {
        return new SQLFeatureNotSupportedException(method.getName(), "0A000");
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
        return switch (method.getName()) {
            case "createStatement" -> proxy(Statement.class, new SessionStatement(null));
            case "prepareStatement" -> proxy(PreparedStatement.class, new SessionStatement((String) arguments[0]));
            case "close" -> null;
            default -> throw missing(method);
        };
    }

    private final class SessionStatement implements InvocationHandler {
        private final String prepared;
        private final SortedMap<Integer, Object> parameters = new TreeMap<>();
        private ResultSet rows;

        SessionStatement(String prepared) {
            this.prepared = prepared;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
            return switch (method.getName()) {
                case "execute" -> execute((String) arguments[0]);
                case "executeQuery" -> {
                    execute(prepared == null ? (String) arguments[0] : prepared);
                    yield rows;
                }
                case "setObject" -> parameters.put((Integer) arguments[0], arguments[1]);
                case "getResultSet" -> rows;
                case "close" -> null;
                default -> throw missing(method);
            };
        }

        /** Returns whether there are columns. */
        private boolean execute(String sql) throws SQLException {
            try {
                var result = parameters.isEmpty()
                        ? session.sql(sql)
                        : session.sql(sql, parameters.values().toArray());
                rows = proxy(ResultSet.class, new SessionRows(result.schema(), result.collectAsList()));
                return !result.schema().isEmpty();
            } catch (Exception e) { // Scala throws checked ones that no signature has
                String state = e instanceof SparkThrowable known ? known.getSqlState() : null;
                throw new SQLException(e.getMessage(), state, e);
            }
        }
    }

    private static final class SessionRows implements InvocationHandler {
        private final StructType schema;
        private final List<Row> rows;
        private int at = -1;

        SessionRows(StructType schema, List<Row> rows) {
            this.schema = schema;
            this.rows = rows;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
            return switch (method.getName()) {
                case "next" -> ++at < rows.size();
                case "getObject" ->
                    arguments.length == 1
                            ? shown(get(arguments[0]))
                            : ((Class<?>) arguments[1]).cast(get(arguments[0]));
                case "getString", "getBigDecimal" -> get(arguments[0]);
                case "getLong" -> ((Number) get(arguments[0])).longValue();
                case "getMetaData" -> proxy(ResultSetMetaData.class, this::column);
                case "close" -> null;
                default -> throw missing(method);
            };
        }

        private Object get(Object column) {
            return rows.get(at).get((Integer) column - 1);
        }

        /** JDBC's class of a value where none is asked for. */
        private static Object shown(Object value) {
            if (value instanceof LocalDate date) {
                return Date.valueOf(date);
            }
            return value instanceof LocalDateTime time ? Timestamp.valueOf(time) : value;
        }

        private Object column(Object proxy, Method method, Object[] arguments) throws SQLException {
            return switch (method.getName()) {
                case "getColumnCount" -> schema.length();
                case "getColumnLabel" -> schema.fields()[(Integer) arguments[0] - 1].name();
                case "getColumnType" -> type(schema.fields()[(Integer) arguments[0] - 1].dataType());
                default -> throw missing(method);
            };
        }

        private static int type(DataType type) {
            if (type instanceof DecimalType) {
                return Types.DECIMAL;
            }
            if (type.equals(DataTypes.IntegerType)) {
                return Types.INTEGER;
            }
            if (type.equals(DataTypes.LongType)) {
                return Types.BIGINT;
            }
            return type.equals(DataTypes.DoubleType) ? Types.DOUBLE : Types.VARCHAR;
        }
    }
}
