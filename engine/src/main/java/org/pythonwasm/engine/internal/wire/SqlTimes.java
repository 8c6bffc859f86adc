package org.pythonwasm.engine.internal.wire;

import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Calendar;
import java.util.GregorianCalendar;

/**
 * The dates and times of JDBC as those of java.time, which are local: without a zone. Linked only where the module is
 * there.
 */
final class SqlTimes {
    /** In the first years after Christ. */
    private static final long EARLY = -62_000_000_000_000L;

    private static final int NANOS_PER_MILLI = 1_000_000;

    private SqlTimes() {}

    /** Returns null if the date is none of JDBC. */
    static Object local(java.util.Date date) {
        if (date instanceof Time time) {
            return time(time);
        }
        if (date instanceof Timestamp timestamp) {
            requireEra(date);
            return timestamp.toLocalDateTime();
        }
        return date instanceof java.sql.Date day ? date(day) : null;
    }

    private static LocalTime time(Time time) {
        int millis = (int) Math.floorMod(time.getTime(), 1_000L);
        return time.toLocalTime().withNano(millis * NANOS_PER_MILLI);
    }

    private static LocalDate date(java.sql.Date date) {
        requireEra(date);
        return date.toLocalDate();
    }

    /** Years before Christ count from 1, too, in these classes. */
    private static void requireEra(java.util.Date date) {
        if (date.getTime() < EARLY) {
            var calendar = new GregorianCalendar();
            calendar.setTimeInMillis(date.getTime());
            if (calendar.get(Calendar.ERA) == GregorianCalendar.BC) {
                throw new NoPythonValueException("a date before Christ has no Python value, where years are 1 to 9999");
            }
        }
    }
}
