package org.pythonwasm.regex;

import java.util.Arrays;

/**
 * A set of characters: a table for those below 256 and the set's code of {@code _sre} for others. Immutable.
 */
public final class CharSet {
    static final int LOW = 256;

    /** How a character is changed before it is looked up. */
    enum Fold {
        NONE,
        ASCII,
        UNICODE;

        int apply(int c) {
            return switch (this) {
                case NONE -> c;
                case ASCII -> Unicode.lowerAscii(c);
                case UNICODE -> Unicode.lower(c);
            };
        }
    }

    /** Not 0 for members; emitted code reads it. */
    public final byte[] table = new byte[LOW];

    private final int[] code;
    private final Fold fold;
    /** What holds for all others where there is no code. */
    private final boolean high;

    private CharSet(byte[] members, int[] code, Fold fold, boolean high) {
        System.arraycopy(members, 0, table, 0, LOW);
        this.code = code;
        this.fold = fold;
        this.high = high;
    }

    /** A set whose code has been checked. */
    static CharSet of(int[] code, Fold fold) {
        byte[] members = new byte[LOW];
        for (int c = 0; c < LOW; c++) {
            members[c] = (byte) (contains(code, fold.apply(c)) ? 1 : 0);
        }
        return new CharSet(members, code, fold, false);
    }

    static CharSet literal(int c, boolean negated, Fold fold) {
        return of(
                negated
                        ? new int[] {Opcode.NEGATE, Opcode.LITERAL, c, Opcode.FAILURE}
                        : new int[] {Opcode.LITERAL, c, Opcode.FAILURE},
                fold);
    }

    static CharSet none() {
        return new CharSet(new byte[LOW], null, Fold.NONE, false);
    }

    /** At least the characters of both. */
    CharSet union(CharSet other) {
        byte[] members = new byte[LOW];
        for (int c = 0; c < LOW; c++) {
            members[c] = (byte) (table[c] | other.table[c]);
        }
        return new CharSet(members, null, Fold.NONE, mayHaveHigh() || other.mayHaveHigh());
    }

    private boolean mayHaveHigh() {
        return code != null || high;
    }

    /** Whether no character of that size is in both, for certain. */
    boolean isApartFrom(CharSet other, int charSize) {
        for (int c = 0; c < LOW; c++) {
            if ((table[c] & other.table[c]) != 0) {
                return false;
            }
        }
        return charSize == 1 || !(mayHaveHigh() && other.mayHaveHigh());
    }

    /** Whether each character of that size is in it, for certain. */
    boolean isEverything(int charSize) {
        for (byte member : table) {
            if (member == 0) {
                return false;
            }
        }
        return charSize == 1
                || code == null && high
                || code != null && code[0] == Opcode.NEGATE && code[1] == Opcode.FAILURE;
    }

    public boolean contains(int c) {
        if (c >= 0 && c < LOW) {
            return table[c] != 0;
        }
        return code == null ? high : contains(code, fold.apply(c));
    }

    private static boolean contains(int[] code, int c) {
        boolean found = true;
        int at = 0;
        while (true) {
            switch (code[at++]) {
                case Opcode.FAILURE:
                    return !found;
                case Opcode.NEGATE:
                    found = !found;
                    break;
                case Opcode.LITERAL:
                    if (c == code[at]) {
                        return found;
                    }
                    at++;
                    break;
                case Opcode.CATEGORY:
                    if (Unicode.isOf(code[at], c)) {
                        return found;
                    }
                    at++;
                    break;
                case Opcode.CHARSET:
                    if (c >= 0 && c < LOW && bit(code, at, c)) {
                        return found;
                    }
                    at += LOW / Integer.SIZE;
                    break;
                case Opcode.RANGE:
                    if (isBetween(code, at, c)) {
                        return found;
                    }
                    at += 2;
                    break;
                case Opcode.RANGE_UNI_IGNORE:
                    if (isBetween(code, at, c) || isBetween(code, at, Unicode.upper(c))) {
                        return found;
                    }
                    at += 2;
                    break;
                case Opcode.BIGCHARSET:
                    int blocks = at + 1 + LOW / Integer.BYTES;
                    if (c >= 0 && c < 0x10000) {
                        int word = code[at + 1 + (c >> 10)];
                        int block = word >> 8 * (c >> 8 & 3) & 0xff;
                        if (bit(code, blocks + block * (LOW / Integer.SIZE), c & 0xff)) {
                            return found;
                        }
                    }
                    at = blocks + code[at] * (LOW / Integer.SIZE);
                    break;
                default:
                    return false;
            }
        }
    }

    private static boolean isBetween(int[] code, int at, int c) {
        return Integer.compareUnsigned(code[at], c) <= 0 && Integer.compareUnsigned(c, code[at + 1]) <= 0;
    }

    private static boolean bit(int[] code, int at, int c) {
        return (code[at + (c >> 5)] >> (c & 31) & 1) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharSet set
                && fold == set.fold
                && high == set.high
                && Arrays.equals(code, set.code)
                && Arrays.equals(table, set.table);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(table);
    }
}
