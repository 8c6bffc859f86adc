package org.pythonwasm.engine.internal.bind;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Set;
import java.util.SimpleTimeZone;

/**
 * Dates and times of Python as other classes of Java that mean the same. A time without a zone is no moment, and no
 * zone is guessed. Date and Calendar count milliseconds: the rest is cut off.
 */
final class Times {
    private static final Set<Class<?>> MOMENTS = Set.of(
            Instant.class,
            ZonedDateTime.class,
            OffsetDateTime.class,
            Date.class,
            Calendar.class,
            GregorianCalendar.class);

    private Times() {}

    /** Returns null if the value is no such time. */
    static Object convert(Temporal value, Class<?> type) {
        if (type.getName().startsWith("java.sql.")) {
            return SqlTypes.convert(value, type);
        } else if (value instanceof OffsetDateTime moment) {
            return moment(moment, type);
        } else if (value instanceof LocalDateTime time && type == LocalDate.class) {
            return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? time.toLocalDate() : null;
        }
        return value instanceof LocalDate date && type == LocalDateTime.class ? date.atStartOfDay() : null;
    }

    private static Object moment(OffsetDateTime moment, Class<?> type) {
        if (type == Instant.class) {
            return moment.toInstant();
        } else if (type == ZonedDateTime.class) {
            return moment.toZonedDateTime();
        } else if (type == Date.class) {
            return Date.from(moment.toInstant());
        }
        return type == Calendar.class || type == GregorianCalendar.class ? calendar(moment) : null;
    }

    private static Calendar calendar(OffsetDateTime moment) {
        var calendar = GregorianCalendar.from(moment.toZonedDateTime());
        int seconds = moment.getOffset().getTotalSeconds();
        if (seconds % 60 != 0) { // TimeZone.getTimeZone knows no such offset
            calendar.setTimeZone(
                    new SimpleTimeZone(seconds * 1_000, moment.getOffset().getId()));
        }
        return calendar;
    }

    static String advice(Temporal value, Class<?> type) {
        boolean local = value instanceof LocalDateTime || value instanceof LocalDate;
        return local && MOMENTS.contains(type)
                ? ", which is no moment; a datetime with a zone is one, such as datetime.now(timezone.utc)"
                : "";
    }
}
