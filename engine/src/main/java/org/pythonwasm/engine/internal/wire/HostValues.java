package org.pythonwasm.engine.internal.wire;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.pythonwasm.engine.internal.bind.SqlTypes;

/**
 * Values of Java that applications hand over and that another value stands for: the moment of a Date, the text of a path,
 * what a box holds at this time.
 */
final class HostValues {
    /** An application need not have the module java.sql. */
    private static final boolean HAS_JDBC = hasJdbc();

    private HostValues() {}

    private static boolean hasJdbc() {
        try {
            Class.forName("java.sql.Date");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Returns what stands for the value, or the value itself. */
    static Object plain(Object value) {
        if (value instanceof Date date) {
            return moment(date);
        } else if (value instanceof Calendar calendar) {
            return moment(calendar);
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value instanceof AtomicBoolean flag) {
            return flag.get();
        } else if (value instanceof Year year) {
            return year.getValue();
        }
        return isOptional(value) ? content(value) : isText(value) ? text(value) : value;
    }

    /** Counters, at this time. A number of another library stays what it is: what value it has is not known. */
    private static Object number(Number number) {
        if (number instanceof AtomicInteger
                || number instanceof AtomicLong
                || number instanceof LongAdder
                || number instanceof LongAccumulator) {
            return number.longValue();
        }
        return number instanceof DoubleAdder || number instanceof DoubleAccumulator ? number.doubleValue() : number;
    }

    private static boolean isOptional(Object value) {
        return value instanceof Optional
                || value instanceof OptionalInt
                || value instanceof OptionalLong
                || value instanceof OptionalDouble;
    }

    private static Object content(Object value) {
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        } else if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? optional.getAsLong() : null;
        } else if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? optional.getAsDouble() : null;
        }
        Object inner = value;
        while (inner instanceof Optional<?> optional) {
            inner = optional.orElse(null);
        }
        return inner;
    }

    /** A path of another file system, such as one in an archive, is more than its text. */
    private static boolean isText(Object value) {
        return value instanceof Path path && path.getFileSystem() == FileSystems.getDefault()
                || value instanceof File
                || value instanceof URI
                || value instanceof URL
                || value instanceof YearMonth
                || value instanceof MonthDay
                || value instanceof Period
                || value instanceof ZoneId;
    }

    private static String text(Object value) {
        return value instanceof File file ? file.getPath() : value.toString();
    }

    /** The dates of JDBC are local ones, and refuse to be a moment. */
    private static Object moment(Date date) {
        Object local = date.getClass() != Date.class && HAS_JDBC ? SqlTypes.local(date) : null;
        return local != null ? local : Instant.ofEpochMilli(date.getTime());
    }

    /** The offset is that of its zone at its time. */
    private static OffsetDateTime moment(Calendar calendar) {
        try {
            long millis = calendar.getTimeInMillis();
            int offset = calendar.getTimeZone().getOffset(millis);
            return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(offset / 1_000));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new NoPythonValueException(
                    "a Calendar has no value: its fields are no date, or its zone is more than 18 hours from UTC", e);
        }
    }
}
