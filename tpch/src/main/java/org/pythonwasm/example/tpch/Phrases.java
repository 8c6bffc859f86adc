package org.pythonwasm.example.tpch;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The Java side of {@code phrases}: one expression finds a pair, while Python first makes a list of words. */
final class Phrases {
    private static final Pattern PAIR = Pattern.compile("(?<![a-z])([a-z]+)[^a-z]+(?=([a-z]+))");

    private final Map<String, Integer> times = new TreeMap<>();
    private final Map<String, Integer> holders = new TreeMap<>();

    /** Returns phrases of at least that many comments in alphabetical order: phrase, times, comments. */
    static List<List<Object>> of(List<String> comments, int least) {
        var phrases = new Phrases();
        comments.forEach(phrases::count);
        return phrases.holders.entrySet().stream()
                .filter(holder -> holder.getValue() >= least)
                .map(holder -> List.<Object>of(holder.getKey(), phrases.times.get(holder.getKey()), holder.getValue()))
                .toList();
    }

    private void count(String comment) {
        var matcher = PAIR.matcher(comment.toLowerCase(Locale.ROOT));
        var seen = new HashSet<String>();
        while (matcher.find()) {
            String phrase = matcher.group(1) + " " + matcher.group(2);
            times.merge(phrase, 1, Integer::sum);
            if (seen.add(phrase)) {
                holders.merge(phrase, 1, Integer::sum);
            }
        }
    }
}
