package org.pythonwasm.udf.calcite;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.TimeZone;

/**
 * {@link ResultSet#getObject(int, Class)}, which Calcite's result sets refuse, for the classes of JDBC 4.3, table B-3.
 */
final class TypedValue {
    private TypedValue() {
    }

    static <T> T get(ResultSet rows, int column, Class<T> type) throws SQLException {
        Object value = rows.getObject(column);
        return value == null || type.isInstance(value) ? type.cast(value) : type.cast(convert(rows, column, type));
    }

    private static Object convert(ResultSet rows, int column, Class<?> type) throws SQLException {
        if (type == LocalDate.class) {
            return time(rows, column).toLocalDate();
        } else if (type == LocalTime.class) {
            return time(rows, column).toLocalTime();
        } else if (type == LocalDateTime.class) {
            return time(rows, column);
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
        throw new SQLException("column " + column + " is no " + type.getName() + ", but "
                + rows.getObject(column).getClass().getName(), "22005");
    }

    /** By way of UTC, where no hour is missing in spring. */
    private static LocalDateTime time(ResultSet rows, int column) throws SQLException {
        var utc = Calendar.getInstance(TimeZone.getTimeZone(ZoneOffset.UTC));
        long millis = switch (rows.getMetaData().getColumnType(column)) {
            case java.sql.Types.DATE -> rows.getDate(column, utc).getTime();
            case java.sql.Types.TIME -> rows.getTime(column, utc).getTime();
            default -> rows.getTimestamp(column, utc).getTime();
        };
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }
}
