package org.pythonwasm.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that a person meant who mistyped a letter or two. */
final class Similar {
    private static final int MOST_EDITS = 2;

    private Similar() {}

    /** Returns the nearest of the words, if it is near and more than half of it was typed. */
    static Optional<String> to(String typed, Collection<String> words) {
        return words.stream()
                .filter(word -> edits(typed, word) <= Math.min(MOST_EDITS, (word.length() - 1) / 2))
                .min(Comparator.<String>comparingInt(word -> edits(typed, word)).thenComparing(word -> word));
    }

    /** Returns how many letters have to be put in, taken out or replaced. */
    private static int edits(String one, String other) {
        var before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            var now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
