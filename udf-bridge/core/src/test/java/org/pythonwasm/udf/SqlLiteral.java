package org.pythonwasm.udf;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Java values as SQL expressions that both databases read.
 *
 * @param timeDigits of a second that a TIME or TIMESTAMP has
 */
record SqlLiteral(int timeDigits) {

    /** @param type of the value as a statement names it */
    String of(Object value, SqlType type) {
        if (value == null) {
            return switch (type.name()) {
                case CLOB -> "CAST(NULL AS VARCHAR)";
                case BLOB -> "CAST(NULL AS VARBINARY)";
                default -> "CAST(NULL AS " + type + ")";
            };
        }
        return switch (type.name()) {
            // Calcite cannot cast an array of arrays with a NULL inside; the elements have their type already.
            case ARRAY ->
                type.element().name().isNested()
                        ? "ARRAY" + items((List<?>) value, type)
                        : "CAST(ARRAY" + items((List<?>) value, type) + " AS " + type + ")";
            case MAP -> map((Map<?, ?>) value, type);
            case ROW -> row(((PythonText.Row) value).values(), type);
            case CHAR, VARCHAR, CLOB -> "CAST(" + string((String) value) + " AS VARCHAR)";
            case BINARY, VARBINARY, BLOB -> "CAST(X'" + HexFormat.of().formatHex((byte[]) value) + "' AS VARBINARY)";
            case TIME -> "CAST(TIME '" + time((LocalTime) value) + "' AS " + type + ")";
            case TIMESTAMP -> "CAST(TIMESTAMP '" + timestamp((LocalDateTime) value) + "' AS " + type + ")";
            case DATE -> "DATE '" + value + "'";
            case TIME_WITH_TIME_ZONE ->
                "TIME WITH TIME ZONE '" + time(((OffsetTime) value).toLocalTime())
                        + offset(((OffsetTime) value).getOffset()) + "'";
            case TIMESTAMP_WITH_TIME_ZONE ->
                "TIMESTAMP WITH TIME ZONE '"
                        + timestamp(((OffsetDateTime) value).toLocalDateTime())
                        + offset(((OffsetDateTime) value).getOffset()) + "'";
            case INTERVAL_YEAR_MONTH -> months((Period) value);
            case INTERVAL_DAY_SECOND -> duration((Duration) value);
            default ->
                "CAST('" + (value instanceof BigDecimal number ? number.toPlainString() : value) + "' AS " + type + ")";
        };
    }

    private String items(List<?> values, SqlType type) {
        return values.stream().map(value -> of(value, type.element())).collect(Collectors.joining(", ", "[", "]"));
    }

    private String map(Map<?, ?> values, SqlType type) {
        return values.entrySet().stream()
                .map(entry -> of(entry.getKey(), type.part(0)) + ", " + of(entry.getValue(), type.part(1)))
                .collect(Collectors.joining(", ", "MAP[", "]"));
    }

    private String row(List<Object> values, SqlType type) {
        var fields = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            fields.add(of(values.get(i), type.part(i)));
        }
        return "CAST(ROW(" + String.join(", ", fields) + ") AS " + type + ")";
    }

    static String string(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private String time(LocalTime time) {
        return DateTimeFormatter.ofPattern("HH:mm:ss." + "S".repeat(timeDigits)).format(time);
    }

    private String timestamp(LocalDateTime time) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss." + "S".repeat(timeDigits))
                .format(time);
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    private static String months(Period period) {
        long months = Math.abs(period.toTotalMonths());
        return "INTERVAL " + (period.toTotalMonths() < 0 ? "-" : "") + "'" + months / 12 + "-" + months % 12
                + "' YEAR(9) TO MONTH";
    }

    private String duration(Duration duration) {
        var absolute = duration.abs();
        return "INTERVAL " + (duration.isNegative() ? "-" : "") + "'" + absolute.toDays() + " "
                + time(LocalTime.MIDNIGHT.plus(absolute.minusDays(absolute.toDays())))
                + "' DAY(9) TO SECOND(" + timeDigits + ")";
    }
}
