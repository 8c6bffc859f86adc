package org.pythonwasm.udf.spark;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.pythonwasm.udf.spark.ddl.TemporaryStatement;
import org.pythonwasm.udf.spark.plan.DefinitionException;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spi.FunctionStatement.PassThrough;
import scala.jdk.javaapi.CollectionConverters;

/** As much of JDBC over a session of Spark as the contracts need. */
final class SessionConnection implements InvocationHandler {
    /** The others of this project's tests have the code that Spark generates. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.sql.session.timeZone", "UTC",
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.shuffle.partitions", "1",
            "spark.sql.leafNodeDefaultParallelism", "1",
            "spark.sql.adaptive.enabled", "false",
            "spark.sql.datetime.java8API.enabled", "true",
            "spark.sql.timeType.enabled", "true",
            "spark.sql.ansi.doubleQuotedIdentifiers", "true");

    private final SparkSession session;
    private final String group = UUID.randomUUID().toString();
    private boolean closed;

    private SessionConnection(SparkSession session) {
        this.session = session;
        SETTINGS.forEach(session.conf()::set);
    }

    static Connection open() {
        return proxy(Connection.class, new SessionConnection(LocalSpark.newSession()));
    }

    /** @param packages the directory of wheels that functions of the session may name */
    static Connection open(Path packages) {
        return proxy(
                Connection.class,
                new SessionConnection(LocalSpark.newSession("spark.pythonwasm.packages", packages.toString())));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** All sessions have the same tables. */
    private void dropTables() {
        for (Row table : session.sql("SHOW TABLES").collectAsList()) {
            if (!table.getBoolean(2)) {
                session.sql("DROP TABLE IF EXISTS " + table.getString(1));
            }
        }
    }

    SparkSession session() {
        return session;
    }

    void cancel() {
        session.sparkContext().cancelJobGroup(group);
    }

    private static SQLException unsupported(Method method) {
        return new SQLFeatureNotSupportedException(method.getName(), "0A000");
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
        return switch (method.getName()) {
            case "createStatement" -> proxy(Statement.class, new SessionStatement(null));
            case "prepareStatement" -> proxy(PreparedStatement.class, new SessionStatement((String) arguments[0]));
            case "getMetaData" ->
                proxy(DatabaseMetaData.class, (self, asked, none) -> switch (asked.getName()) {
                    case "getDatabaseProductName" -> "Spark";
                    default -> throw unsupported(asked);
                });
            case "unwrap" -> this;
            case "isWrapperFor" -> true;
            case "nativeSQL" -> arguments[0];
            case "isClosed" -> closed;
            case "close" -> {
                dropTables();
                closed = true;
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> "Spark " + group;
            default -> throw unsupported(method);
        };
    }

    private static SQLException readable(Throwable e) {
        if (e instanceof PythonFunctionException raised) {
            return new SQLException(raised.reason(), raised.getSqlState(), raised);
        }
        if (e instanceof DefinitionException refused) {
            return new SQLException(refused.reason(), refused.getSqlState(), refused);
        }
        return new SQLException(e.getMessage(), e instanceof SparkThrowable known ? known.getSqlState() : null, e);
    }

    private final class SessionStatement implements InvocationHandler {
        private final String prepared;
        private final List<Object> parameters = new ArrayList<>();
        private ResultSet rows;

        SessionStatement(String prepared) {
            this.prepared = prepared;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
            return switch (method.getName()) {
                case "execute", "executeQuery", "executeUpdate" -> {
                    boolean any = execute(prepared == null ? (String) arguments[0] : prepared);
                    yield method.getName().equals("execute")
                            ? any
                            : method.getName().equals("executeQuery") ? rows : (Object) 0;
                }
                case "setObject",
                        "setLong",
                        "setInt",
                        "setShort",
                        "setByte",
                        "setString",
                        "setDouble",
                        "setFloat",
                        "setBoolean",
                        "setBigDecimal",
                        "setBytes" -> {
                    parameters.add(arguments[1]);
                    yield null;
                }
                case "setNull" -> {
                    parameters.add(null);
                    yield null;
                }

                case "getResultSet" -> rows;
                case "getUpdateCount" -> -1;
                case "getQueryTimeout" -> 0;
                case "getWarnings" -> null;
                case "isClosed" -> false;
                case "close" -> null;
                case "cancel" -> {
                    SessionConnection.this.cancel();
                    yield null;
                }
                default -> throw unsupported(method);
            };
        }

        private boolean execute(String sql) throws SQLException {
            var context = session.sparkContext();
            context.setJobGroup(group, group, false);
            try {
                String spark = TemporaryStatement.parse(sql) instanceof PassThrough ? StandardSql.toSpark(sql) : sql;
                var result = parameters.isEmpty() ? session.sql(spark) : session.sql(spark, parameters.toArray());
                rows = proxy(ResultSet.class, new SessionRows(result.schema(), result.collectAsList()));
                parameters.clear();
                return result.schema().length() > 0;
            } catch (SQLException e) {
                throw e;
            } catch (Throwable e) {
                throw readable(e);
            } finally {
                context.clearJobGroup();
            }
        }
    }

    private record Position(int[] row) {}

    private record SessionRows(StructType schema, List<Row> rows, Position at) implements InvocationHandler {
        SessionRows(StructType schema, List<Row> rows) {
            this(schema, rows, new Position(new int[] {-1}));
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws SQLException {
            return switch (method.getName()) {
                case "next" -> ++at.row[0] < rows.size();
                case "getObject" ->
                    arguments.length == 1 ? get(arguments[0]) : as((Class<?>) arguments[1], get(arguments[0]));
                case "getString" -> text(get(arguments[0]));
                case "getLong" -> ((Number) get(arguments[0])).longValue();
                case "getDouble" -> ((Number) get(arguments[0])).doubleValue();
                case "getBoolean" -> get(arguments[0]);
                case "getInt" -> ((Number) get(arguments[0])).intValue();
                case "getBytes" -> get(arguments[0]);
                case "close" -> null;
                case "getMetaData" ->
                    proxy(ResultSetMetaData.class, (self, asked, given) -> switch (asked.getName()) {
                        case "getColumnCount" -> schema.length();
                        case "getColumnTypeName" -> "DECIMAL";
                        case "getPrecision" -> decimal(given[0]).precision();
                        case "getScale" -> decimal(given[0]).scale();
                        default -> throw unsupported(asked);
                    });
                default -> throw unsupported(method);
            };
        }

        private DecimalType decimal(Object column) {
            return (DecimalType) schema.fields()[(Integer) column - 1].dataType();
        }

        private Object get(Object column) {
            int place = column instanceof String name ? schema.fieldIndex(name) : (Integer) column - 1;
            return java(rows.get(at.row[0]).get(place));
        }

        private static Object as(Class<?> type, Object value) {
            return type == String.class ? text(value) : value;
        }

        private static String text(Object value) {
            return value instanceof BigDecimal number
                    ? number.toPlainString()
                    : value == null ? null : value.toString();
        }

        private static Object java(Object value) {
            if (value instanceof scala.collection.Seq<?> items) {
                return CollectionConverters.asJava(items).stream()
                        .map(SessionRows::java)
                        .toList();
            }
            if (value instanceof Row row) {
                var fields = new ArrayList<>();
                for (int i = 0; i < row.size(); i++) {
                    fields.add(java(row.get(i)));
                }
                return fields;
            }
            return value;
        }
    }
}
