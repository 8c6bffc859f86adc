package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {
    private static final LocalDate FRIDAY = LocalDate.of(1995, 6, 16);

    @ParameterizedTest
    @CsvSource({
        "1995-06-16, 1995-06-16, 0",
        "1995-06-16, 1995-06-17, 0",
        "1995-06-16, 1995-06-18, 0",
        "1995-06-16, 1995-06-19, 1",
        "1995-06-17, 1995-06-19, 1",
        "1995-06-16, 1995-06-23, 5",
        "1996-02-28, 1996-03-01, 2",
        "1995-06-19, 1995-06-16, -1"
    })
    void counts_from_the_day_after_the_order_to_the_day_of_receipt(LocalDate ordered, LocalDate received, int days) {
        assertEquals(days, WorkingDays.between(ordered, received));
    }

    @Test
    void walks_over_weekends() {
        assertEquals(LocalDate.of(1995, 6, 19), WorkingDays.after(FRIDAY, 1));
        assertEquals(LocalDate.of(1995, 6, 30), WorkingDays.after(FRIDAY, 10));
    }
}
