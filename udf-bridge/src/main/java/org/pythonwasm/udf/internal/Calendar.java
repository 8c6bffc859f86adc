package org.pythonwasm.udf.internal;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.pythonwasm.udf.SqlType;

/** What Python's {@code datetime} can hold: years 1 to 9999, microseconds. */
final class Calendar {
    /** Nanoseconds of a microsecond. */
    static final long NANOS = 1000;
    /** Microseconds of a second. */
    static final long SECOND = 1_000_000;
    private static final int DIGITS = 6;

    private Calendar() {
    }

    static void check(Object value, int year) {
        if (year < 1 || year > 9999) {
            throw new BadValueException("22008",
                    value + " is outside of the years 1 to 9999 that Python's datetime knows");
        }
    }

    /** Finer digits than Python or the type has are cut off, so that no value moves into the next second or day. */
    static long micros(long nanos, SqlType type) {
        long micros = nanos / NANOS;
        if (type.precision() == SqlType.UNSPECIFIED || type.precision() >= DIGITS) {
            return micros;
        }
        long unit = (long) Math.pow(10, DIGITS - type.precision());
        return micros - micros % unit;
    }

    /** Since 1970-01-01T00:00. */
    static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * SECOND + time.getNano() / NANOS;
    }

    static LocalDateTime timestamp(long micros) {
        int nanos = (int) (Math.floorMod(micros, SECOND) * NANOS);
        return LocalDateTime.ofEpochSecond(Math.floorDiv(micros, SECOND), nanos, ZoneOffset.UTC);
    }
}
