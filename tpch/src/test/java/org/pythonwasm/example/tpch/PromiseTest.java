package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class PromiseTest {
    private static final LocalDate FRIDAY = LocalDate.of(1995, 6, 16);

    @Test
    void is_close_of_business_on_the_last_working_day() {
        assertEquals(LocalDateTime.of(1995, 6, 30, 17, 30), Promise.of(FRIDAY, "1-URGENT"));
        assertEquals(LocalDateTime.of(1995, 9, 8, 17, 30), Promise.of(FRIDAY, "5-LOW"));
    }

    @Test
    void is_nothing_where_no_priority_was_given() {
        assertNull(Promise.of(FRIDAY, "4-NOT SPECIFIED"));
    }
}
