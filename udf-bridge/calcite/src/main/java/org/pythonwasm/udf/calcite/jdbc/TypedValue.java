package org.pythonwasm.udf.calcite.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * Implements {@link ResultSet#getObject(int, Class)}, which Calcite's result sets refuse, for the classes of JDBC 4.3,
 * table B-3.
 */
final class TypedValue {
    private TypedValue() {}

    static <T> T get(ResultSet rows, int column, Class<T> type) throws SQLException {
        Object value = rows.getObject(column);
        return value == null || type.isInstance(value) ? type.cast(value) : type.cast(convert(rows, column, type));
    }

    private static Object convert(ResultSet rows, int column, Class<?> type) throws SQLException {
        if (rows.getObject(column) instanceof java.util.Date
                && (type == LocalDate.class || type == LocalTime.class || type == LocalDateTime.class)) {
            return part(time(rows, column), type);
        } else if (type == Period.class && rows.getObject(column) instanceof Integer months) {
            return Period.ofMonths(months).normalized();
        } else if (type == Duration.class && rows.getObject(column) instanceof Long millis) {
            return Duration.ofMillis(millis);
        } else if (type == String.class) {
            return rows.getString(column);
        } else if (type == byte[].class) {
            return rows.getBytes(column);
        } else if (type == BigDecimal.class) {
            return rows.getBigDecimal(column);
        } else if (type == Integer.class) {
            return rows.getInt(column);
        } else if (type == Long.class) {
            return rows.getLong(column);
        } else if (type == Double.class) {
            return rows.getDouble(column);
        }
        throw new SQLException(
                "column " + column + " is no " + type.getName() + ", but "
                        + rows.getObject(column).getClass().getName(),
                "22005");
    }

    private static Object part(LocalDateTime time, Class<?> type) {
        return type == LocalDate.class ? time.toLocalDate() : type == LocalTime.class ? time.toLocalTime() : time;
    }

    /**
     * Converts Calcite's number of days or milliseconds: the classes of JDBC lack the hour that a time zone skips in
     * spring, and use another calendar before 1582.
     */
    private static LocalDateTime time(ResultSet rows, int column) throws SQLException {
        long number = rows.getLong(column);
        return switch (rows.getMetaData().getColumnType(column)) {
            case Types.DATE -> LocalDate.ofEpochDay(number).atStartOfDay();
            default -> LocalDateTime.ofInstant(Instant.ofEpochMilli(number), ZoneOffset.UTC);
        };
    }
}
