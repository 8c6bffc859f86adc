package org.pythonwasm.example.tpch;

import java.util.List;
import java.util.Locale;

/**
 * The Java side of {@code nearest_name}: the similarity of Ratcliff and Obershelp, twice the letters in common divided
 * by all letters. The letters in common are those of the longest common block and, by the same rule, of the parts to
 * its left and right. Among equally long blocks the first of the candidate counts, as in Python's difflib.
 */
public final class NearestName {
    static final double CUTOFF = 0.6;

    private NearestName() {}

    /** Returns null if no name reaches the cutoff; the alphabetically last of equally similar names. */
    public static String of(String typed, List<String> names) {
        String wanted = typed.strip().toUpperCase(Locale.ROOT);
        String nearest = null;
        double best = CUTOFF;
        for (String name : names) {
            double similarity = similarity(name, wanted);
            boolean wins = similarity > best || similarity == best && (nearest == null || name.compareTo(nearest) > 0);
            if (wins) {
                nearest = name;
                best = similarity;
            }
        }
        return nearest;
    }

    static double similarity(String candidate, String wanted) {
        int letters = candidate.length() + wanted.length();
        return letters == 0 ? 1 : 2.0 * common(candidate, wanted) / letters;
    }

    private static int common(String candidate, String wanted) {
        var block = Block.longest(candidate, wanted);
        if (block.length == 0) {
            return 0;
        }
        return block.length
                + common(candidate.substring(0, block.candidateStart), wanted.substring(0, block.wantedStart))
                + common(
                        candidate.substring(block.candidateStart + block.length),
                        wanted.substring(block.wantedStart + block.length));
    }

    private record Block(int candidateStart, int wantedStart, int length) {
        static Block longest(String candidate, String wanted) {
            var longest = new Block(0, 0, 0);
            for (int i = 0; i < candidate.length(); i++) {
                for (int j = 0; j < wanted.length(); j++) {
                    int length = commonPrefix(candidate, i, wanted, j);
                    longest = length > longest.length ? new Block(i, j, length) : longest;
                }
            }
            return longest;
        }

        private static int commonPrefix(String candidate, int i, String wanted, int j) {
            int limit = Math.min(candidate.length() - i, wanted.length() - j);
            int length = 0;
            while (length < limit && candidate.charAt(i + length) == wanted.charAt(j + length)) {
                length++;
            }
            return length;
        }
    }
}
