package org.pythonwasm.example.calcite;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The functions once more in Java, each in another way than the Python one. */
final class Expected {
    private static final int SATURDAY = 6;
    private static final int REVENUE_DIGITS = 4;
    private static final Pattern NO_WORD = Pattern.compile("[^a-z]+");
    private static final Map<String, Integer> WEIGHTS = Map.of("careful", 1, "quick", 1, "express", 1,
            "slow", -1, "furious", -2, "pending", -1, "special", -1, "unusual", -1);

    private Expected() {
    }

    /** Walks the calendar. */
    static int workingDays(LocalDate ordered, LocalDate received) {
        return (int) ordered.plusDays(1).datesUntil(received.plusDays(1))
                .filter(day -> day.getDayOfWeek().getValue() < SATURDAY).count();
    }

    /** Looks at one word after the other. */
    static double commentScore(String comment) {
        var words = Arrays.stream(NO_WORD.split(comment.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty()).toList();
        double score = words.stream().mapToInt(word -> WEIGHTS.getOrDefault(word.replaceFirst("ly$", ""), 0)).sum();
        return words.isEmpty() ? 0 : score / words.size();
    }

    static BigDecimal revenue(BigDecimal price, BigDecimal discount, BigDecimal tax) {
        var discounted = price.subtract(price.multiply(discount));
        return discounted.add(discounted.multiply(tax)).setScale(REVENUE_DIGITS, RoundingMode.HALF_UP);
    }
}
