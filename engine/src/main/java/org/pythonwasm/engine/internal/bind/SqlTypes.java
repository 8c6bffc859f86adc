package org.pythonwasm.engine.internal.bind;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;

/** Dates and times of Python as those of JDBC. Linked only where a method declares one, as the module may be missing. */
final class SqlTypes {
    private SqlTypes() {}

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
                ? new Time(Time.valueOf(time).getTime() + time.getNano() / 1_000_000)
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
