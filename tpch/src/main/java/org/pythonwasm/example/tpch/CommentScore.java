package org.pythonwasm.example.tpch;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The Java side of {@code comment_score}: it goes word by word, while Python finds all by one expression. */
public final class CommentScore {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");
    private static final Map<String, Integer> WEIGHTS = Map.ofEntries(
            Map.entry("careful", 1),
            Map.entry("quick", 1),
            Map.entry("brave", 1),
            Map.entry("express", 1),
            Map.entry("enticing", 2),
            Map.entry("slow", -1),
            Map.entry("furious", -2),
            Map.entry("ruthless", -2),
            Map.entry("pending", -1),
            Map.entry("special", -1),
            Map.entry("unusual", -1));

    private CommentScore() {}

    public static double of(String comment) {
        var matcher = WORD.matcher(comment);
        String previous = "";
        int previousEnd = 0;
        int words = 0;
        int score = 0;
        while (matcher.find()) {
            String word = matcher.group().toLowerCase(Locale.ROOT);
            boolean onlySpaceBefore =
                    comment.substring(previousEnd, matcher.start()).isBlank();
            score += previous.equals("never") && onlySpaceBefore ? -weight(word) : weight(word);
            words++;
            previous = word;
            previousEnd = matcher.end();
        }
        return words == 0 ? 0 : (double) score / words;
    }

    private static int weight(String word) {
        String stem = word.endsWith("ly") ? word.substring(0, word.length() - 2) : word;
        return WEIGHTS.getOrDefault(word, WEIGHTS.getOrDefault(stem, 0));
    }
}
