package org.pythonwasm.udf.internal.codec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.pythonwasm.engine.internal.text.Numbers;
import org.pythonwasm.udf.SqlType;

/**
 * Converts values to the form of their SQL type: rounded or cut if SQL's store assignment does so, refused if it fails.
 */
public final class StoreAssignment {
    private StoreAssignment() {}

    public static BigDecimal decimal(BigDecimal value, SqlType type) {
        if (Numbers.leastDigits(value.unscaledValue()) > Numbers.MOST_DIGITS) {
            throw BadValueException.outOfRange(value, type);
        }
        if (type.precision() == SqlType.UNSPECIFIED) {
            // Databases write such a number out digit by digit.
            if (Math.abs((long) value.scale()) > Codec.MOST_DIGITS) {
                throw BadValueException.outOfRange(value, type);
            }
            return value;
        }
        // Checked before setScale, which multiplies and divides 1E+999999999 and 1E-999999999 digit by digit.
        long integerDigits = Numbers.integerDigits(value);
        if (value.signum() == 0 || integerDigits < -type.scale()) {
            return BigDecimal.valueOf(0, type.scale());
        }
        if (integerDigits > Math.min(type.precision() - type.scale(), Numbers.MOST_DIGITS)) {
            throw BadValueException.outOfRange(value, type);
        }
        var rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() > type.precision()) {
            throw BadValueException.outOfRange(value, type);
        }
        return rounded;
    }

    /** Checks the numbers inside: a database reads them in time in the square of their length. */
    static String json(String text, SqlType type) {
        boolean quoted = false;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
                digits = 0;
            } else if (!quoted) {
                digits = c >= '0' && c <= '9' ? digits + 1 : c == '.' ? digits : 0;
                if (digits > Codec.MOST_DIGITS) {
                    throw BadValueException.outOfRange("a number of more than " + Codec.MOST_DIGITS + " digits", type);
                }
            }
        }
        return text;
    }

    public static float real(double value, SqlType type) {
        float narrow = (float) value;
        if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
            throw BadValueException.outOfRange(value, type);
        }
        return narrow;
    }

    public static String text(String text, SqlType type) {
        refuseHalves(text);
        int limit = type.precision();
        if (limit == SqlType.UNSPECIFIED || text.length() <= limit) {
            return text;
        }
        int length = text.codePointCount(0, text.length());
        if (length > limit) {
            throw BadValueException.tooLong(length, "characters", type);
        }
        return text;
    }

    /** Half of a surrogate pair is no character, and UTF-8 cannot represent it. */
    private static void refuseHalves(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    throw new BadValueException(
                            "22021",
                            "the text has half of a surrogate pair at place " + (i + 1) + ", which is no character");
                }
                i++;
            }
        }
    }

    public static byte[] bytes(byte[] bytes, SqlType type) {
        if (type.precision() != SqlType.UNSPECIFIED && bytes.length > type.precision()) {
            throw BadValueException.tooLong(bytes.length, "bytes", type);
        }
        return bytes;
    }

    static LocalTime time(LocalTime time, SqlType type) {
        return LocalTime.ofNanoOfDay(DateTimeRange.micros(time.toNanoOfDay(), type) * DateTimeRange.NANOS);
    }

    public static LocalDateTime timestamp(LocalDateTime time, SqlType type) {
        DateTimeRange.check(time, time.getYear());
        return time.withNano((int) (DateTimeRange.micros(time.getNano(), type) * DateTimeRange.NANOS));
    }
}
