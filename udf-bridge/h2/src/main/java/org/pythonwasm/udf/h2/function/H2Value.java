package org.pythonwasm.udf.h2.function;

import java.lang.reflect.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.value.ExtTypeInfoRow;
import org.h2.value.TypeInfo;
import org.h2.value.Value;
import org.h2.value.ValueArray;
import org.h2.value.ValueJson;
import org.h2.value.ValueNull;
import org.h2.value.ValueRow;
import org.h2.value.ValueToObjectConverter;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;

/** Converts values between H2's form and the classes of {@link org.pythonwasm.udf.SqlTypeName#javaClass()}. */
public final class H2Value {
    private H2Value() {}

    public static TypeInfo type(SqlType type, SessionLocal session) {
        int precision = type.precision();
        return switch (type.name()) {
            case ARRAY -> TypeInfo.getTypeInfo(Value.ARRAY, precision, 0, type(type.element(), session));
            case ROW -> TypeInfo.getTypeInfo(Value.ROW, -1, -1, row(type, session));
            default ->
                precision == SqlType.UNSPECIFIED
                        ? TypeInfo.getTypeInfo(code(type))
                        : type.name().isTime()
                                ? TypeInfo.getTypeInfo(code(type), -1, precision, null)
                                : TypeInfo.getTypeInfo(code(type), precision, type.scale(), null);
        };
    }

    private static ExtTypeInfoRow row(SqlType type, SessionLocal session) {
        var fields = new LinkedHashMap<String, TypeInfo>();
        for (var field : type.fields()) {
            fields.put(H2Names.fold(field.name(), field.quoted(), session), type(field.type(), session));
        }
        return new ExtTypeInfoRow(fields);
    }

    /** Returns H2's number of a type. */
    public static int code(SqlType type) {
        return switch (type.name()) {
            case BOOLEAN -> Value.BOOLEAN;
            case TINYINT -> Value.TINYINT;
            case SMALLINT -> Value.SMALLINT;
            case INTEGER -> Value.INTEGER;
            case BIGINT -> Value.BIGINT;
            case REAL -> Value.REAL;
            case DOUBLE -> Value.DOUBLE;
            case DECIMAL -> Value.NUMERIC;
            case CHAR -> Value.CHAR;
            case VARCHAR -> Value.VARCHAR;
            case CLOB -> Value.CLOB;
            case BINARY -> Value.BINARY;
            case VARBINARY -> Value.VARBINARY;
            case BLOB -> Value.BLOB;
            case DATE -> Value.DATE;
            case TIME -> Value.TIME;
            case TIMESTAMP -> Value.TIMESTAMP;
            case TIME_WITH_TIME_ZONE -> Value.TIME_TZ;
            case TIMESTAMP_WITH_TIME_ZONE -> Value.TIMESTAMP_TZ;
            case INTERVAL_YEAR_MONTH -> Value.INTERVAL_YEAR_TO_MONTH;
            case INTERVAL_DAY_SECOND -> Value.INTERVAL_DAY_TO_SECOND;
            case UUID -> Value.UUID;
            case JSON -> Value.JSON;
            case ARRAY -> Value.ARRAY;
            case ROW -> Value.ROW;
            case TABLE -> Value.VARCHAR;
            case MAP -> throw new IllegalStateException("H2 has no " + type);
        };
    }

    /** Returns whether arguments and results of an alias have no Java class of their own, and pass as H2's values. */
    public static boolean isInternal(SqlType type) {
        return switch (type.name()) {
            case JSON, ARRAY, ROW -> true;
            default -> false;
        };
    }

    /**
     * Returns the class in which an alias returns a type. H2 accepts a result of the class {@link Value} unchanged, and
     * declares it as JAVA_OBJECT.
     */
    public static Class<?> resultClass(SqlType type) {
        return switch (type.name()) {
            case JSON, ROW -> Value.class;
            case ARRAY -> {
                var element = resultClass(type.element());
                yield element == Value.class ? element : element.arrayType();
            }
            default -> type.name().javaClass();
        };
    }

    /** Returns an array of {@link #resultClass}. */
    static Object toArray(List<?> values, Class<?> arrayClass) {
        var array = (Object[]) Array.newInstance(arrayClass.componentType(), values.size());
        Arrays.setAll(
                array,
                i -> values.get(i) instanceof List<?> inner
                        ? toArray(inner, arrayClass.componentType())
                        : values.get(i));
        return array;
    }

    /** @param info the result of {@link #type} for the type */
    public static Value toH2(Object value, SqlType type, TypeInfo info, SessionLocal session) {
        return toValue(value, type, info, session).convertTo(info, session);
    }

    private static Value toValue(Object value, SqlType type, TypeInfo info, SessionLocal session) {
        if (value == null) {
            return ValueNull.INSTANCE;
        }
        return switch (type.name()) {
            case JSON -> ValueJson.fromJson((String) value);
            case ARRAY -> {
                var element = (TypeInfo) info.getExtTypeInfo();
                yield ValueArray.get(
                        element,
                        ((List<?>) value)
                                .stream()
                                        .map(item -> toH2(item, type.element(), element, session))
                                        .toArray(Value[]::new),
                        session);
            }
            case ROW -> ValueRow.get(info, fields((List<?>) value, type, info, session));
            default -> ValueToObjectConverter.objectToValue(session, value, info.getValueType());
        };
    }

    private static Value[] fields(List<?> values, SqlType type, TypeInfo info, SessionLocal session) {
        var fields = new ArrayList<Value>();
        for (var field : ((ExtTypeInfoRow) info.getExtTypeInfo()).getFields()) {
            int place = fields.size();
            fields.add(toH2(values.get(place), type.part(place), field.getValue(), session));
        }
        return fields.toArray(Value[]::new);
    }

    /** Returns an object of the class that an alias declares. */
    public static Object toResult(Object value, SqlType type, JdbcConnection connection) {
        if (!isInternal(type)) {
            return value;
        }
        var resultClass = resultClass(type);
        if (resultClass != Value.class) {
            return value == null ? null : toArray((List<?>) value, resultClass);
        }
        var session = (SessionLocal) connection.getSession();
        return toH2(value, type, type(type, session), session);
    }

    /** Converts an argument of an aggregate, which H2 passes in the type that it has in the statement. */
    public static Object toJava(Object value, SqlType type, JdbcConnection connection) throws SQLException {
        if (value == null || type.name().javaClass().isInstance(value) && !isInternal(type)) {
            return value;
        }
        if (value instanceof Object[] items && type.name().isNested()) {
            return ofArray(items, type, connection);
        }
        try {
            var session = connection.getSession();
            return toJava(
                    value instanceof byte[] json && type.name() == SqlTypeName.JSON
                            ? ValueJson.fromJson(json)
                            : ValueToObjectConverter.objectToValue(session, value, Value.UNKNOWN),
                    type,
                    connection);
        } catch (DbException e) {
            throw e.getSQLException();
        }
    }

    /** Converts an ARRAY, or the fields of a ROW; H2 passes both to an aggregate in this form. */
    private static List<Object> ofArray(Object[] items, SqlType type, JdbcConnection connection) throws SQLException {
        boolean row = type.name() == SqlTypeName.ROW;
        if (row && items.length != type.fields().size()) {
            throw new SQLException(
                    "expected a row of " + type.fields().size() + " values, got " + items.length, "22018");
        }
        var values = new ArrayList<>(items.length);
        for (int i = 0; i < items.length; i++) {
            values.add(toJava(items[i], row ? type.part(i) : type.element(), connection));
        }
        return values;
    }

    /** Converts a value of the statement, first to the type. */
    public static Object toJava(Value value, SqlType type, JdbcConnection connection) throws SQLException {
        try {
            var session = (SessionLocal) connection.getSession();
            return object(value.convertTo(type(type, session), session), type, connection);
        } catch (DbException e) {
            throw e.getSQLException();
        }
    }

    private static Object object(Value value, SqlType type, JdbcConnection connection) {
        if (value == ValueNull.INSTANCE) {
            return null;
        }
        return switch (type.name()) {
            case JSON -> value.getString();
            case ARRAY -> elements(((ValueArray) value).getList(), type, connection);
            case ROW -> fields(((ValueRow) value).getList(), type, connection);
            default -> ValueToObjectConverter.valueToObject(type.name().javaClass(), value, connection);
        };
    }

    private static List<Object> elements(Value[] values, SqlType type, JdbcConnection connection) {
        var items = new ArrayList<>(values.length);
        for (var value : values) {
            items.add(object(value, type.element(), connection));
        }
        return items;
    }

    private static List<Object> fields(Value[] values, SqlType type, JdbcConnection connection) {
        var items = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            items.add(object(values[i], type.part(i), connection));
        }
        return items;
    }
}
