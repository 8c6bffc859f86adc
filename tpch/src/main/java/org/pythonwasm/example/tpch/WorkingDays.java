package org.pythonwasm.example.tpch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/** The Java side of {@code working_days}: it walks through the calendar, while the Python function calculates. */
public final class WorkingDays {
    private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private WorkingDays() {}

    /** Counts between the days in the first two columns. */
    public static int of(ResultSet row) throws SQLException {
        return between(row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class));
    }

    static int between(LocalDate ordered, LocalDate received) {
        if (received.isBefore(ordered)) {
            return -between(received, ordered);
        }
        return (int) ordered.plusDays(1)
                .datesUntil(received.plusDays(1))
                .filter(WorkingDays::isWorkingDay)
                .count();
    }

    static LocalDate after(LocalDate day, int workingDays) {
        return day.plusDays(1)
                .datesUntil(LocalDate.MAX)
                .filter(WorkingDays::isWorkingDay)
                .skip(workingDays - 1L)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isWorkingDay(LocalDate day) {
        return !WEEKEND.contains(day.getDayOfWeek());
    }
}
