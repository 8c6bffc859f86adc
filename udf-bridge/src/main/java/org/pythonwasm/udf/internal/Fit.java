package org.pythonwasm.udf.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.pythonwasm.udf.SqlType;

/** Values as their SQL type holds them: rounded or cut where SQL's store assignment does so, refused where it fails. */
final class Fit {
    private Fit() {
    }

    static BigDecimal decimal(BigDecimal value, SqlType type) {
        if (type.precision() == SqlType.UNSPECIFIED) {
            return value;
        }
        // Before setScale: a number such as 1E+999999999 would otherwise be written out digit by digit.
        if ((long) value.precision() - value.scale() > type.precision() - type.scale() && value.signum() != 0) {
            throw BadValueException.outOfRange(value, type);
        }
        var rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() > type.precision()) {
            throw BadValueException.outOfRange(value, type);
        }
        return rounded;
    }

    static float real(double value, SqlType type) {
        float narrow = (float) value;
        if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
            throw BadValueException.outOfRange(value, type);
        }
        return narrow;
    }

    static String text(String text, SqlType type) {
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

    static byte[] bytes(byte[] bytes, SqlType type) {
        if (type.precision() != SqlType.UNSPECIFIED && bytes.length > type.precision()) {
            throw BadValueException.tooLong(bytes.length, "bytes", type);
        }
        return bytes;
    }

    static LocalTime time(LocalTime time, SqlType type) {
        return LocalTime.ofNanoOfDay(Calendar.micros(time.toNanoOfDay(), type) * Calendar.NANOS);
    }

    static LocalDateTime timestamp(LocalDateTime time, SqlType type) {
        Calendar.check(time, time.getYear());
        return time.withNano((int) (Calendar.micros(time.getNano(), type) * Calendar.NANOS));
    }
}
