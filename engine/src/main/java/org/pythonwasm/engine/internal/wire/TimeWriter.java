package org.pythonwasm.engine.internal.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Writes the values of java.time as those of Python's datetime: microseconds, years 1 to 9999, zones as their offset.
 */
final class TimeWriter {
    private static final long MAX_DAYS = 999_999_999L;
    private static final long DAY = 86_400L;

    private TimeWriter() {}

    /** Returns false if the value is none of java.time. */
    static boolean write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof LocalDate date) {
            ScalarWriter.tagged(json, "date", date(date));
        } else if (value instanceof LocalTime time) {
            ScalarWriter.tagged(json, "time", micros(time));
        } else if (value instanceof OffsetTime time) {
            ScalarWriter.tagged(json, "time", micros(time.toLocalTime()) + offset(time.getOffset()));
        } else if (value instanceof LocalDateTime time) {
            ScalarWriter.tagged(json, "datetime", dateTime(time));
        } else if (value instanceof Duration duration) {
            writeDuration(duration, json);
        } else {
            return writeInstant(value, json);
        }
        return true;
    }

    private static boolean writeInstant(Object value, JsonGenerator json) throws IOException {
        OffsetDateTime time = withOffset(value);
        if (time == null) {
            return false;
        }
        ScalarWriter.tagged(json, "datetime", dateTime(time.toLocalDateTime()) + offset(time.getOffset()));
        return true;
    }

    /** A moment on the time line with its offset; null if the value is none. */
    static OffsetDateTime withOffset(Object value) {
        if (value instanceof OffsetDateTime already) {
            return already;
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toOffsetDateTime();
        }
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    static LocalDate require(LocalDate date) {
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new NoPythonValueException(date + " has no Python value, where years are 1 to 9999");
        }
        return date;
    }

    private static String date(LocalDate date) {
        return require(date).toString();
    }

    private static String dateTime(LocalDateTime time) {
        return date(time.toLocalDate()) + "T" + micros(time.toLocalTime());
    }

    private static String micros(LocalTime time) {
        return time.withNano(time.getNano() / 1000 * 1000).toString();
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    /** Rounded down, as Python does. */
    static long days(Duration duration) {
        long days = Math.floorDiv(duration.getSeconds(), DAY);
        if (Math.abs(days) > MAX_DAYS) {
            throw new NoPythonValueException(
                    duration + " has no Python value, where durations are up to " + MAX_DAYS + " days");
        }
        return days;
    }

    private static void writeDuration(Duration duration, JsonGenerator json) throws IOException {
        long days = days(duration);
        json.writeStartObject();
        json.writeStringField("$", "timedelta");
        json.writeArrayFieldStart("v");
        json.writeNumber(days);
        json.writeNumber(Math.floorMod(duration.getSeconds(), DAY));
        json.writeNumber(duration.getNano() / 1000);
        json.writeEndArray();
        json.writeEndObject();
    }
}
