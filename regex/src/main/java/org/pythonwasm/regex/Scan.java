package org.pythonwasm.regex;

import org.pythonwasm.machine.memory.LinearMemory;
import org.pythonwasm.machine.memory.RegexRun;

/**
 * What emitted code calls: steps over text in the guest's memory, by the size of its characters. Each array access is checked, so that
 * addresses may be anything.
 */
public final class Scan {
    /** Characters between two looks at whether the guest is to stop. */
    private static final int CHUNK = 1 << 14;

    private Scan() {}

    public static int char2(byte[] b, int p) {
        return (short) LinearMemory.SHORT.get(b, p) & 0xffff;
    }

    public static int char4(byte[] b, int p) {
        return (int) LinearMemory.INT.get(b, p);
    }

    static int character(byte[] b, int p, int size) {
        return switch (size) {
            case 1 -> b[p] & 0xff;
            case 2 -> char2(b, p);
            default -> char4(b, p);
        };
    }

    /** The first place from p on, up to the end, whose character is not in the set. */
    public static int over1(RegexRun run, byte[] b, int p, int end, CharSet set) {
        byte[] table = set.table;
        int at = p;
        while (true) {
            int stop = end - at > CHUNK ? at + CHUNK : end;
            while (at < stop && table[b[at] & 0xff] != 0) {
                at++;
            }
            if (at < stop || stop >= end) {
                return at;
            }
            run.memory.requireRunning();
        }
    }

    public static int over2(RegexRun run, byte[] b, int p, int end, CharSet set) {
        return over(run, b, p, end, set, 2, true);
    }

    public static int over4(RegexRun run, byte[] b, int p, int end, CharSet set) {
        return over(run, b, p, end, set, 4, true);
    }

    private static int over(RegexRun run, byte[] b, int p, int end, CharSet set, int size, boolean while_) {
        int at = p;
        while (true) {
            int stop = end - at > CHUNK ? at + CHUNK : end;
            while (at < stop && set.contains(size == 2 ? char2(b, at) : char4(b, at)) == while_) {
                at += size;
            }
            if (at < stop || stop >= end) {
                return at;
            }
            run.memory.requireRunning();
        }
    }

    /** The first place from p on, before the end, whose character is in the set; or the end. */
    static int to(RegexRun run, byte[] b, int p, int end, CharSet set, int size) {
        if (size != 1) {
            return over(run, b, p, end, set, size, false);
        }
        byte[] table = set.table;
        int at = p;
        while (true) {
            int stop = end - at > CHUNK ? at + CHUNK : end;
            while (at < stop && table[b[at] & 0xff] == 0) {
                at++;
            }
            if (at < stop || stop >= end) {
                return at;
            }
            run.memory.requireRunning();
        }
    }

    /** The last place from p back to the first whose character is in the set, which that at the end is not; or -1. */
    public static int back1(byte[] b, int p, int first, int end, CharSet set) {
        byte[] table = set.table;
        for (int at = p; at >= first; at--) {
            if (at < end && table[b[at] & 0xff] != 0) {
                return at;
            }
        }
        return -1;
    }

    public static int back2(byte[] b, int p, int first, int end, CharSet set) {
        for (int at = p; at >= first; at -= 2) {
            if (at < end && set.contains(char2(b, at))) {
                return at;
            }
        }
        return -1;
    }

    public static int back4(byte[] b, int p, int first, int end, CharSet set) {
        for (int at = p; at >= first; at -= 4) {
            if (at < end && set.contains(char4(b, at))) {
                return at;
            }
        }
        return -1;
    }

    /** The first place from p on, over characters of the one set and up to the last, whose character is in the other; or -1. */
    public static int lazy1(RegexRun run, byte[] b, int p, int last, int end, CharSet over, CharSet to) {
        byte[] found = to.table;
        byte[] passed = over.table;
        int at = p;
        while (at <= last && at < end) {
            int c = b[at] & 0xff;
            if (found[c] != 0) {
                return at;
            }
            if (passed[c] == 0) {
                return -1;
            }
            at++;
            if ((at & CHUNK - 1) == 0) {
                run.memory.requireRunning();
            }
        }
        return -1;
    }

    public static int lazy2(RegexRun run, byte[] b, int p, int last, int end, CharSet over, CharSet to) {
        return lazy(run, b, p, last, end, over, to, 2);
    }

    public static int lazy4(RegexRun run, byte[] b, int p, int last, int end, CharSet over, CharSet to) {
        return lazy(run, b, p, last, end, over, to, 4);
    }

    private static int lazy(RegexRun run, byte[] b, int p, int last, int end, CharSet over, CharSet to, int size) {
        int at = p;
        while (at <= last && at < end) {
            int c = size == 2 ? char2(b, at) : char4(b, at);
            if (to.contains(c)) {
                return at;
            }
            if (!over.contains(c)) {
                return -1;
            }
            at += size;
            if ((at - p & CHUNK - 1) == 0) {
                run.memory.requireRunning();
            }
        }
        return -1;
    }

    /** Whether that position, an AT of {@code _sre}, is here. */
    public static boolean at(int position, byte[] b, int p, int beginning, int end, int size) {
        switch (position) {
            case Opcode.AT_BEGINNING, Opcode.AT_BEGINNING_STRING:
                return p == beginning;
            case Opcode.AT_BEGINNING_LINE:
                return p == beginning || character(b, p - size, size) == '\n';
            case Opcode.AT_END:
                return p == end || end - p == size && character(b, p, size) == '\n';
            case Opcode.AT_END_LINE:
                return p == end || character(b, p, size) == '\n';
            case Opcode.AT_END_STRING:
                return p == end;
            case Opcode.AT_BOUNDARY:
                return beginning != end && isEdge(b, p, beginning, end, size, false);
            case Opcode.AT_NON_BOUNDARY:
                return beginning != end && !isEdge(b, p, beginning, end, size, false);
            case Opcode.AT_UNI_BOUNDARY:
                return beginning != end && isEdge(b, p, beginning, end, size, true);
            case Opcode.AT_UNI_NON_BOUNDARY:
                return beginning != end && !isEdge(b, p, beginning, end, size, true);
            default:
                throw new IllegalArgumentException("position " + position);
        }
    }

    private static boolean isEdge(byte[] b, int p, int beginning, int end, int size, boolean unicode) {
        boolean before = p > beginning && isWord(character(b, p - size, size), unicode);
        boolean after = p < end && isWord(character(b, p, size), unicode);
        return before != after;
    }

    private static boolean isWord(int c, boolean unicode) {
        return c >= 0 && c < 128 ? ASCII_WORD[c] : unicode && Unicode.isWord(c);
    }

    private static final boolean[] ASCII_WORD = asciiWord();

    private static boolean[] asciiWord() {
        boolean[] word = new boolean[128];
        for (int c = 0; c < word.length; c++) {
            word[c] = Unicode.isWordAscii(c);
        }
        return word;
    }

    /** The place after what a group has matched, if that stands here again; or -1. */
    public static int group(RegexRun run, byte[] b, int p, int group, int lastmark, int end, int size, int fold) {
        int index = 2 * group;
        if (index >= lastmark) {
            return -1;
        }
        int from = run.marks[index];
        int to = run.marks[index + 1];
        if (from == 0 || to == 0 || to < from) {
            return -1;
        }
        int at = p;
        for (int i = from; i < to; i += size) {
            if (at >= end || folded(character(b, at, size), fold) != folded(character(b, i, size), fold)) {
                return -1;
            }
            at += size;
            if ((i & CHUNK - 1) == 0) {
                run.memory.requireRunning();
            }
        }
        return at;
    }

    private static int folded(int c, int fold) {
        return switch (fold) {
            case 0 -> c;
            case 1 -> Unicode.lowerAscii(c);
            default -> Unicode.lower(c);
        };
    }

    public static boolean exists(int[] marks, int group, int lastmark) {
        int index = 2 * group;
        return index < lastmark && marks[index] != 0 && marks[index + 1] != 0 && marks[index] <= marks[index + 1];
    }

    /** Marks between the last and a new one were not met. */
    public static void clear(int[] marks, int lastmark, int number) {
        for (int i = lastmark + 1; i < number; i++) {
            marks[i] = 0;
        }
    }
}
