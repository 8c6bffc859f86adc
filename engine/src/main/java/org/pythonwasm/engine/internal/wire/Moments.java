package org.pythonwasm.engine.internal.wire;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;

/** The values of java.time as numbers: days, and microseconds of the local time with the offset of its zone. */
final class Moments {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long DAY = 86_400;

    private Moments() {}

    /** False if the value is none of java.time. */
    static boolean write(Object value, BinaryWriter to) {
        if (value instanceof LocalDate date) {
            to.tagged(Tag.DATE, (int) TimeWriter.require(date).toEpochDay());
        } else if (value instanceof LocalTime time) {
            to.tagged(Tag.TIME, micros(time));
        } else if (value instanceof OffsetTime time) {
            to.tagged(Tag.ZONED_TIME, micros(time.toLocalTime()));
            to.behind(time.getOffset().getTotalSeconds());
        } else if (value instanceof LocalDateTime time) {
            to.tagged(Tag.DATETIME, micros(time));
        } else if (value instanceof Duration duration) {
            to.tagged(Tag.TIMEDELTA, (int) TimeWriter.days(duration));
            to.behind((int) Math.floorMod(duration.getSeconds(), DAY));
            to.behind(duration.getNano() / 1_000);
        } else {
            OffsetDateTime time = TimeWriter.withOffset(value);
            if (time == null) {
                return false;
            }
            to.tagged(Tag.ZONED_DATETIME, micros(time.toLocalDateTime()));
            to.behind(time.getOffset().getTotalSeconds());
        }
        return true;
    }

    private static long micros(LocalTime time) {
        return time.toNanoOfDay() / 1_000;
    }

    private static long micros(LocalDateTime time) {
        return TimeWriter.require(time.toLocalDate()).toEpochDay() * DAY * MICROS_PER_SECOND
                + micros(time.toLocalTime());
    }

    static LocalTime time(long micros) {
        return LocalTime.ofNanoOfDay(Math.multiplyExact(micros, 1_000L));
    }

    static LocalDateTime dateTime(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1_000,
                ZoneOffset.UTC);
    }

    static ZoneOffset offset(int seconds) {
        return ZoneOffset.ofTotalSeconds(seconds);
    }
}
