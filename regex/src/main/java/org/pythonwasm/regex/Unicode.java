package org.pythonwasm.regex;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * What the guest's Python knows of characters, whose version of Unicode is not Java's. From unicode.txt, which regex/unicode.py
 * writes. Immutable, loaded when it is first needed.
 */
final class Unicode {
    private static final int RADIX = 36;

    private static final class Loaded {
        static final Map<String, int[]> NUMBERS = read();
        static final BitSet DIGIT = ranges(NUMBERS.get("digit"));
        static final BitSet SPACE = ranges(NUMBERS.get("space"));
        static final BitSet ALNUM = ranges(NUMBERS.get("alnum"));
        static final Map<Integer, Integer> LOWER = otherCase(NUMBERS.get("lower"));
        static final Map<Integer, Integer> UPPER = otherCase(NUMBERS.get("upper"));

        private static Map<String, int[]> read() {
            var numbers = new HashMap<String, int[]>();
            try (var lines = new BufferedReader(new InputStreamReader(
                    Unicode.class.getResourceAsStream("unicode.txt"), StandardCharsets.US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    var words = new StringTokenizer(line);
                    String name = words.nextToken();
                    int[] row = new int[words.countTokens()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = Integer.parseInt(words.nextToken(), RADIX);
                    }
                    numbers.put(name, row);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("unicode.txt of this artifact cannot be read", e);
            }
            return numbers;
        }

        private static BitSet ranges(int[] row) {
            var set = new BitSet();
            int end = 0;
            for (int i = 0; i < row.length; i += 2) {
                int first = end + row[i];
                end = first + row[i + 1];
                set.set(first, end);
            }
            return set;
        }

        private static Map<Integer, Integer> otherCase(int[] row) {
            var map = new HashMap<Integer, Integer>();
            int end = 0;
            for (int i = 0; i < row.length; i += 4) {
                int first = end + row[i];
                end = first + row[i + 1];
                for (int c = first; c < end; c += row[i + 3]) {
                    map.put(c, c + row[i + 2]);
                }
            }
            return map;
        }
    }

    private Unicode() {}

    static boolean isDigit(int c) {
        return c >= 0 && Loaded.DIGIT.get(c);
    }

    static boolean isSpace(int c) {
        return c >= 0 && Loaded.SPACE.get(c);
    }

    static boolean isWord(int c) {
        return c == '_' || c >= 0 && Loaded.ALNUM.get(c);
    }

    static boolean isLinebreak(int c) {
        return c >= 0x0A && c <= 0x0D || c >= 0x1C && c <= 0x1E || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    static int lower(int c) {
        return Loaded.LOWER.getOrDefault(c, c);
    }

    static int upper(int c) {
        return Loaded.UPPER.getOrDefault(c, c);
    }

    static int lowerAscii(int c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    static boolean isWordAscii(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    /** A category of {@code _sre}. */
    static boolean isOf(int category, int c) {
        boolean found = switch (category & ~1) {
            case Opcode.DIGIT -> c >= '0' && c <= '9';
            case Opcode.SPACE -> c == ' ' || c >= 9 && c <= 13;
            case Opcode.WORD -> isWordAscii(c);
            case Opcode.LINEBREAK -> c == '\n';
            case Opcode.UNI_DIGIT -> isDigit(c);
            case Opcode.UNI_SPACE -> isSpace(c);
            case Opcode.UNI_WORD -> isWord(c);
            case Opcode.UNI_LINEBREAK -> isLinebreak(c);
            default -> throw new IllegalArgumentException("category " + category);
        };
        return found != ((category & 1) != 0);
    }
}
