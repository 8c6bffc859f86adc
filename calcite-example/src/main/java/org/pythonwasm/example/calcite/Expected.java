package org.pythonwasm.example.calcite;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The functions once more in Java, each in another way than the Python one. */
final class Expected {
    private static final int SATURDAY = 6;
    private static final int REVENUE_DIGITS = 4;
    private static final int CENT_DIGITS = 2;
    private static final Pattern NO_WORD = Pattern.compile("[^a-z]+");
    private static final Map<String, Integer> WEIGHTS = Map.ofEntries(entry("careful", 1), entry("quick", 1),
            entry("brave", 1), entry("express", 1), entry("enticing", 2), entry("slow", -1), entry("furious", -2),
            entry("ruthless", -2), entry("pending", -1), entry("special", -1), entry("unusual", -1));
    private static final Map<String, Integer> PROMISED_DAYS =
            Map.of("1-URGENT", 10, "2-HIGH", 20, "3-MEDIUM", 40, "5-LOW", 60);
    private static final LocalTime CLOSE_OF_BUSINESS = LocalTime.of(17, 30);

    private Expected() {
    }

    /** Walks the calendar. */
    static int workingDays(LocalDate ordered, LocalDate received) {
        return (int) ordered.plusDays(1).datesUntil(received.plusDays(1))
                .filter(day -> day.getDayOfWeek().getValue() < SATURDAY).count();
    }

    private static List<String> words(String comment) {
        return Arrays.stream(NO_WORD.split(comment.toLowerCase(Locale.ROOT))).filter(word -> !word.isEmpty()).toList();
    }

    /** Looks at one word after the other. */
    static double commentScore(String comment) {
        var words = words(comment);
        double score = 0;
        for (int i = 0; i < words.size(); i++) {
            int weight = WEIGHTS.getOrDefault(words.get(i), WEIGHTS.getOrDefault(words.get(i).replaceFirst("ly$", ""), 0));
            score += i > 0 && words.get(i - 1).equals("never") ? -weight : weight;
        }
        return words.isEmpty() ? 0 : score / words.size();
    }

    /** Walks the calendar; null where nothing was promised. */
    static LocalDateTime promised(LocalDate ordered, String priority) {
        Integer days = PROMISED_DAYS.get(priority);
        return days == null ? null : ordered.plusDays(1).datesUntil(LocalDate.MAX)
                .filter(day -> day.getDayOfWeek().getValue() < SATURDAY).skip(days - 1).findFirst().orElseThrow()
                .atTime(CLOSE_OF_BUSINESS);
    }

    static BigDecimal revenue(BigDecimal price, BigDecimal discount, BigDecimal tax) {
        var discounted = price.subtract(price.multiply(discount));
        return discounted.add(discounted.multiply(tax)).setScale(REVENUE_DIGITS, RoundingMode.HALF_UP);
    }

    /** Takes prices away from both ends. */
    static BigDecimal typicalPrice(List<BigDecimal> prices) {
        var sorted = prices.stream().sorted().toList();
        int quarter = prices.size() / 4;
        var middle = sorted.subList(quarter, prices.size() - quarter);
        var sum = middle.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(middle.size()), CENT_DIGITS, RoundingMode.HALF_UP);
    }

    /** Phrases of at least so many comments in the order of the alphabet: phrase, times, comments. */
    static List<List<Object>> phrases(List<String> comments, int least) {
        var times = new TreeMap<String, Integer>();
        var holders = new TreeMap<String, Integer>();
        for (String comment : comments) {
            var words = words(comment);
            var seen = new HashSet<String>();
            for (int i = 1; i < words.size(); i++) {
                String phrase = words.get(i - 1) + " " + words.get(i);
                times.merge(phrase, 1, Integer::sum);
                holders.merge(phrase, seen.add(phrase) ? 1 : 0, Integer::sum);
            }
        }
        return times.keySet().stream().filter(phrase -> holders.get(phrase) >= least)
                .map(phrase -> List.<Object>of(phrase, times.get(phrase), holders.get(phrase))).toList();
    }
}
