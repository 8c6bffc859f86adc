package org.pythonwasm.udf.internal.define;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.codec.BadValueException;
import org.pythonwasm.udf.internal.codec.Codec;
import org.pythonwasm.udf.internal.codec.DateTimeRange;
import org.pythonwasm.udf.internal.codec.StoreAssignment;
import org.pythonwasm.udf.internal.parse.Lexer;
import org.pythonwasm.udf.internal.parse.Token;

/** The value of an SQL literal (SQL:2016 part 2, 5.3) that is the DEFAULT of a parameter. */
public final class Literal {
    private static final Pattern ZONED = Pattern.compile("(.*[0-9]) *([+-])([0-9]{1,2})(:[0-9]{2}(?::[0-9]{2})?)?");
    private static final Pattern MONTHS = Pattern.compile("([+-]?)([0-9]+)-([0-9]{1,2})");
    private static final Pattern DURATION =
            Pattern.compile("([+-]?)([0-9]+) +([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?)");

    private final SqlType type;
    private final List<Token> tokens;

    private Literal(SqlType type, String text) {
        this.type = type;
        this.tokens = Lexer.tokens(text);
    }

    /** Returns null if the parameter has no DEFAULT; checked when the function was created. */
    public static Object defaultOf(Parameter parameter) {
        return parameter
                .defaultLiteral()
                .map(text -> value(text, parameter.type()))
                .orElse(null);
    }

    /**
     * Returns null, or an object of the type's Java class.
     *
     * @throws IllegalArgumentException if the literal is not one of the type
     */
    static Object value(String text, SqlType type) {
        var literal = new Literal(type, text);
        try {
            return literal.tokens.get(0).isWord("NULL") ? null : literal.value();
        } catch (BadValueException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalArgumentException(Excerpt.of(text) + " is no " + type, e);
        }
    }

    private Object value() {
        return switch (type.name()) {
            case BOOLEAN -> bool();
            case TINYINT -> number().byteValueExact();
            case SMALLINT -> number().shortValueExact();
            case INTEGER -> number().intValueExact();
            case BIGINT -> number().longValueExact();
            case REAL -> StoreAssignment.real(finite(), type);
            case DOUBLE -> finite();
            case DECIMAL -> StoreAssignment.decimal(number(), type);
            case CHAR, VARCHAR, CLOB -> StoreAssignment.text(string(0), type);
            case BINARY, VARBINARY, BLOB -> StoreAssignment.bytes(HexFormat.of().parseHex(string("X")), type);
            case DATE -> date(LocalDate.parse(string("DATE")));
            case TIME -> LocalTime.parse(string("TIME"));
            case TIMESTAMP ->
                StoreAssignment.timestamp(
                        LocalDateTime.parse(string("TIMESTAMP").replaceFirst(" +", "T")), type);
            case TIME_WITH_TIME_ZONE -> OffsetTime.parse(zoned("TIME"));
            case TIMESTAMP_WITH_TIME_ZONE ->
                OffsetDateTime.parse(zoned("TIMESTAMP").replaceFirst(" +", "T"));
            case INTERVAL_YEAR_MONTH -> months();
            case INTERVAL_DAY_SECOND -> duration();
            case UUID -> UUID.fromString(string("UUID"));
            case JSON -> string("JSON");
            case ARRAY, ROW, MAP, TABLE -> throw new ClassCastException("no literal");
        };
    }

    private boolean bool() {
        boolean isTrue = at(0).isWord("TRUE");
        require(isTrue || at(0).isWord("FALSE"));
        return isTrue;
    }

    private static LocalDate date(LocalDate date) {
        DateTimeRange.check(date, date.getYear());
        return date;
    }

    private double finite() {
        var number = number();
        if (Double.isInfinite(number.doubleValue())) {
            throw BadValueException.outOfRange(number, type);
        }
        return number.doubleValue();
    }

    private BigDecimal number() {
        boolean signed = at(0).isSign('-') || at(0).isSign('+');
        var digits = at(signed ? 1 : 0);
        require(digits.kind() == Token.Kind.NUMBER);
        if (digits.text().length() > Codec.MOST_DIGITS) {
            throw BadValueException.outOfRange(digits.text(), type);
        }
        var number = new BigDecimal(digits.text());
        return at(0).isSign('-') ? number.negate() : number;
    }

    /** Returns the string after the type's keyword. */
    private String string(String word) {
        require(at(0).isWord(word));
        return string(1);
    }

    /** Returns the text with the zone in Java's spelling: +01:00 for +01 and for +1:00. */
    private String zoned(String word) {
        String text = at(1).isWord("WITH") ? string(word, 4) : string(word);
        var parts = ZONED.matcher(text);
        require(parts.matches());
        String hours = parts.group(3).length() == 1 ? "0" + parts.group(3) : parts.group(3);
        return parts.group(1).strip() + parts.group(2) + hours + (parts.group(4) == null ? ":00" : parts.group(4));
    }

    private Period months() {
        var parts = MONTHS.matcher(interval("YEAR"));
        require(parts.matches());
        int months = Integer.parseInt(parts.group(3));
        require(months < 12);
        var period = Period.of(Integer.parseInt(parts.group(2)), months, 0);
        return isNegative(parts.group(1)) ? period.negated() : period;
    }

    private Duration duration() {
        var parts = DURATION.matcher(interval("DAY"));
        require(parts.matches());
        var duration = Duration.ofDays(Long.parseLong(parts.group(2)))
                .plusNanos(LocalTime.parse(parts.group(3)).toNanoOfDay());
        return isNegative(parts.group(1)) ? duration.negated() : duration;
    }

    /** A sign may stand before the string and inside it. */
    private boolean isNegative(String inside) {
        return at(1).isSign('-') != inside.equals("-");
    }

    private String interval(String field) {
        int sign = at(1).isSign('-') || at(1).isSign('+') ? 1 : 0;
        require(at(2 + sign).isWord(field));
        return string("INTERVAL", 1 + sign);
    }

    private String string(String word, int place) {
        require(at(0).isWord(word));
        return string(place);
    }

    private String string(int place) {
        require(at(place).isString());
        return at(place).text();
    }

    /** Returns the end token after the last one. */
    private Token at(int place) {
        return tokens.get(Math.min(place, tokens.size() - 1));
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new ClassCastException("another kind of literal");
        }
    }
}
