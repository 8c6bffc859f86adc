package org.pythonwasm.engine.internal.bind;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.Calendar;
import java.util.GregorianCalendar;

/**
 * The dates and times of JDBC, which are local: without a zone. Linked only if there is one, as an application need not
 * have their module.
 */
public final class SqlTypes {
    private static final int NANOS_PER_MILLI = 1_000_000;
    /** In the first years after Christ. */
    private static final long EARLY = -62_000_000_000_000L;

    private SqlTypes() {}

    /** Returns the date or time of java.time; null if the date is none of JDBC. */
    public static Temporal local(java.util.Date date) {
        if (date instanceof Time time) {
            int millis = (int) Math.floorMod(time.getTime(), 1_000L);
            return time.toLocalTime().withNano(millis * NANOS_PER_MILLI);
        } else if (date instanceof Timestamp timestamp) {
            LocalDateTime local = timestamp.toLocalDateTime();
            return local.withYear(year(date, local.getYear()));
        } else if (date instanceof Date day) {
            LocalDate local = day.toLocalDate();
            return local.withYear(year(date, local.getYear()));
        }
        return null;
    }

    /** JDBC counts the years before Christ from 1, too. */
    private static int year(java.util.Date date, int ofEra) {
        if (date.getTime() >= EARLY) {
            return ofEra;
        }
        var calendar = new GregorianCalendar();
        calendar.setTimeInMillis(date.getTime());
        return calendar.get(Calendar.ERA) == GregorianCalendar.BC ? 1 - ofEra : ofEra;
    }

    /** Returns null if the value is no such time. */
    static Object convert(Temporal value, Class<?> type) {
        if (type == Timestamp.class) {
            return timestamp(value);
        } else if (type == Date.class && Times.convert(value, LocalDate.class) instanceof LocalDate midnight) {
            return Date.valueOf(midnight);
        } else if (type == Date.class && value instanceof LocalDate date) {
            return Date.valueOf(date);
        }
        return type == Time.class && value instanceof LocalTime time
                ? new Time(Time.valueOf(time).getTime() + time.getNano() / NANOS_PER_MILLI)
                : null;
    }

    /** A timestamp of JDBC is the local time, of the JVM's zone: one that its clocks skip is none. */
    private static Timestamp timestamp(Temporal value) {
        if (value instanceof OffsetDateTime moment) {
            return Timestamp.from(moment.toInstant());
        }
        if (value instanceof LocalDate date) {
            return timestamp(date.atStartOfDay());
        }
        if (value instanceof LocalDateTime time) {
            var timestamp = Timestamp.valueOf(time);
            return timestamp.toLocalDateTime().equals(time) ? timestamp : null;
        }
        return null;
    }
}
