package org.pythonwasm.example.tpch;

import java.time.LocalDate;
import java.time.LocalDateTime;

/** The Java side of {@code promised}: it walks through the calendar, while the Python function calculates. */
final class Promise {
    private Promise() {}

    /** Returns null if nothing was promised. */
    static LocalDateTime of(LocalDate ordered, String priority) {
        return switch (priority) {
            case "1-URGENT" -> closeOfBusiness(ordered, 10);
            case "2-HIGH" -> closeOfBusiness(ordered, 20);
            case "3-MEDIUM" -> closeOfBusiness(ordered, 40);
            case "5-LOW" -> closeOfBusiness(ordered, 60);
            default -> null;
        };
    }

    private static LocalDateTime closeOfBusiness(LocalDate ordered, int workingDays) {
        return WorkingDays.after(ordered, workingDays).atTime(17, 30);
    }
}
