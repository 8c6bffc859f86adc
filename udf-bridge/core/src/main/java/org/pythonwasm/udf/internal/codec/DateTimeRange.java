package org.pythonwasm.udf.internal.codec;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.pythonwasm.udf.SqlType;

/**
 * The range of Python's {@code datetime}: years 1 to 9999, microseconds. The guest may write any number; a number
 * outside the range of dates or times is refused with the SQLSTATEs of SQL:2016, 22008 and 22009.
 */
public final class DateTimeRange {
    /** The nanoseconds in a microsecond. */
    static final long NANOS = 1000;
    /** The microseconds in a second. */
    static final long SECOND = 1_000_000;

    private static final int DIGITS = 6;
    private static final long SECONDS_OF_DAY = 86_400;
    private static final long MICROS_OF_DAY = SECONDS_OF_DAY * SECOND;
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private DateTimeRange() {}

    public static void check(Object value, int year) {
        if (year < 1 || year > 9999) {
            throw outside(value);
        }
    }

    static BadValueException outside(Object value) {
        return new BadValueException(
                "22008", value + " is outside of the years 1 to 9999 that Python's datetime knows");
    }

    /** @param day since 1970-01-01 */
    static LocalDate date(long day) {
        if (!isDay(day)) {
            throw outside("day " + day);
        }
        return LocalDate.ofEpochDay(day);
    }

    static boolean isDay(long day) {
        return day >= FIRST_DAY && day <= LAST_DAY;
    }

    /** @param micros since midnight */
    static LocalTime time(long micros) {
        checkTime(micros);
        return LocalTime.ofNanoOfDay(micros * NANOS);
    }

    static void checkTime(long micros) {
        if (micros < 0 || micros >= MICROS_OF_DAY) {
            throw new BadValueException("22008", micros + " microseconds are no time of a day");
        }
    }

    /** @param seconds since 1970-01-01T00:00 */
    static boolean isSecond(long seconds) {
        return isDay(Math.floorDiv(seconds, SECONDS_OF_DAY));
    }

    /** Python has offsets of up to a day; Java and SQL do not. */
    static ZoneOffset offset(int seconds) {
        if (Math.abs((long) seconds) > ZoneOffset.MAX.getTotalSeconds()) {
            throw new BadValueException("22009", "an offset of " + seconds + " seconds from UTC is more than 18 hours");
        }
        return ZoneOffset.ofTotalSeconds(seconds);
    }

    /** Finer digits than Python or the type has are cut off, so no value moves into the next second or day. */
    static long micros(long nanos, SqlType type) {
        return cut(nanos / NANOS, type);
    }

    /** Without the digits of a second that the type does not have, towards the past. */
    static long cut(long micros, SqlType type) {
        if (type.precision() == SqlType.UNSPECIFIED || type.precision() >= DIGITS) {
            return micros;
        }
        long unit = (long) Math.pow(10, DIGITS - type.precision());
        return micros - Math.floorMod(micros, unit);
    }

    /** Returns microseconds since 1970-01-01T00:00. */
    static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * SECOND + time.getNano() / NANOS;
    }

    static LocalDateTime timestamp(long micros) {
        int nanos = (int) (Math.floorMod(micros, SECOND) * NANOS);
        return LocalDateTime.ofEpochSecond(Math.floorDiv(micros, SECOND), nanos, ZoneOffset.UTC);
    }
}
