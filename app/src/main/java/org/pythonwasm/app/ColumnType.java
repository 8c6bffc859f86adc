package org.pythonwasm.app;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.regex.Pattern;

/** The narrowest SQL type that has all values that it was shown. Numbers with leading zeros are codes, and stay text. */
final class ColumnType {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,15})?");
    private static final Pattern DOUBLE = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?");

    private enum Kind {
        BIGINT,
        DECIMAL,
        DOUBLE,
        BOOLEAN,
        DATE,
        TIMESTAMP;

        boolean has(String text) {
            return switch (this) {
                case BIGINT -> INTEGER.matcher(text).matches();
                case DECIMAL -> ColumnType.DECIMAL.matcher(text).matches();
                case DOUBLE ->
                    ColumnType.DECIMAL.matcher(text).matches()
                            || ColumnType.DOUBLE.matcher(text).matches();
                case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
                case DATE -> ColumnType.DATE.matcher(text).matches() && exists(text + "T00:00:00");
                case TIMESTAMP -> ColumnType.TIMESTAMP.matcher(text).matches() && exists(text.replace(' ', 'T'));
            };
        }

        private static boolean exists(String time) {
            try {
                return LocalDateTime.parse(time).isAfter(LocalDate.MIN.atStartOfDay());
            } catch (DateTimeParseException e) {
                return false;
            }
        }
    }

    private final EnumSet<Kind> possible = EnumSet.allOf(Kind.class);
    private boolean seen;
    private int digits;
    private int scale;

    /** @param value null for none, which every type has */
    void add(String value) {
        if (value == null) {
            return;
        }
        seen = true;
        possible.removeIf(kind -> !kind.has(value));
        if (possible.contains(Kind.DECIMAL)) {
            var number = new BigDecimal(value);
            digits = Math.max(digits, number.precision() - number.scale());
            scale = Math.max(scale, number.scale());
        }
    }

    String sql() {
        if (!seen || possible.isEmpty()) {
            return "VARCHAR";
        }
        var narrowest = possible.iterator().next();
        return switch (narrowest) {
            case DECIMAL -> "DECIMAL(" + (Math.max(digits, 1) + scale) + ", " + scale + ")";
            case DOUBLE -> "DOUBLE";
            default -> narrowest.name();
        };
    }
}
