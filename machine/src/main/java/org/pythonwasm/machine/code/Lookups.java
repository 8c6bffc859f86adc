package org.pythonwasm.machine.code;

import static org.pythonwasm.machine.code.CodeLayout.*;
import static org.pythonwasm.machine.code.CodeRuntime.get;

import java.util.Arrays;
import java.util.Objects;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.LinearMemory;

/**
 * What compiled Python code does with strs and dicts, as the interpreter does it where no code of anybody's can run. All else is
 * {@link #UNKNOWN} here.
 */
public final class Lookups {
    /** For the interpreter: keys of other types, hashes that nobody has asked for yet, dicts that share their keys. */
    public static final int UNKNOWN = -1;

    private static final int EMPTY = -1;
    private static final int UNICODE = 1;
    /** An honest table has an empty place long before; what the memory says can be made up. */
    private static final int MOST_TURNS = 64;

    private static final int LARGEST_DIGIT = 1 << 30;

    private Lookups() {}

    /** Whether two exact strs are equal: 1 or 0. */
    public static int equalStrings(int left, int right, int type, GuestInstance guest) {
        if (get(left + TYPE, guest) != type || get(right + TYPE, guest) != type) {
            return UNKNOWN;
        }
        return left == right || isSame(left, right, guest) ? 1 : 0;
    }

    /** Texts that are equal have the same form, which is the smallest that fits. */
    private static boolean isSame(int left, int right, GuestInstance guest) {
        int length = get(left + SIZE, guest);
        int form = get(left + STRING_STATE, guest) & FORM;
        if (length != get(right + SIZE, guest) || form != (get(right + STRING_STATE, guest) & FORM)) {
            return false;
        }
        int start = (form & ASCII) != 0 ? STRING_ASCII : STRING_OTHER;
        int bytes = (length & Integer.MAX_VALUE >> 3) * (form >> 2 & 7);
        int one = Objects.checkFromIndexSize(left + start, bytes, guest.bytes.length);
        int other = Objects.checkFromIndexSize(right + start, bytes, guest.bytes.length);
        return Arrays.equals(guest.bytes, one, one + bytes, guest.bytes, other, other + bytes);
    }

    /** The character of an exact str of one. */
    public static int ordinal(int text, int type, GuestInstance guest) {
        if (get(text + TYPE, guest) != type || get(text + SIZE, guest) != 1) {
            return UNKNOWN;
        }
        int form = get(text + STRING_STATE, guest) & FORM;
        int start = text + ((form & ASCII) != 0 ? STRING_ASCII : STRING_OTHER);
        return switch (form >> 2 & 7) {
            case 1 -> guest.bytes[start] & 255;
            case 2 -> (short) LinearMemory.SHORT.get(guest.bytes, start) & 0xffff;
            default -> get(start, guest);
        };
    }

    private static final int ASCII = 1 << 6;
    /** Of the state of a str: bytes of a character, and whether all are ASCII. */
    private static final int FORM = 7 << 2 | ASCII;

    /** What a dict has for an exact str, borrowed; 0 for nothing. */
    public static int ofString(int dict, int dictType, int key, int stringType, GuestInstance guest) {
        if (get(dict + TYPE, guest) != dictType || get(key + TYPE, guest) != stringType) {
            return UNKNOWN;
        }
        int hash = get(key + STRING_HASH, guest);
        return hash == -1 ? UNKNOWN : find(dict, hash, key, 0, stringType, guest);
    }

    /** The same for an int, of one digit. */
    public static int ofInt(int dict, int dictType, long key, int intType, GuestInstance guest) {
        if (get(dict + TYPE, guest) != dictType || key <= -LARGEST_DIGIT || key >= LARGEST_DIGIT) {
            return UNKNOWN;
        }
        return find(dict, key == -1 ? -2 : (int) key, 0, key, intType, guest);
    }

    /** The same; 0 also where that is unknown. */
    public static int itemOfString(int dict, int dictType, int key, int stringType, GuestInstance guest) {
        return Math.max(0, ofString(dict, dictType, key, stringType, guest));
    }

    public static int itemOfInt(int dict, int dictType, long key, int intType, GuestInstance guest) {
        return Math.max(0, ofInt(dict, dictType, key, intType, guest));
    }

    /** @param key a str, or 0 for the number */
    private static int find(int dict, int hash, int key, long number, int type, GuestInstance guest) {
        byte[] memory = guest.bytes;
        int keys = get(dict + DICT_KEYS, guest);
        int kind = memory[keys + KEYS_KIND];
        if (get(dict + DICT_VALUES, guest) != 0 || kind < 0 || kind > UNICODE) {
            return UNKNOWN;
        }
        if (kind == UNICODE && key == 0) {
            return 0;
        }
        int size = memory[keys + KEYS_SIZE];
        int mask = (1 << size) - 1;
        int entries = keys + KEYS_INDICES + (1 << memory[keys + KEYS_INDEX_BYTES]);
        int rest = hash;
        int place = hash & mask;
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            int index = index(keys + KEYS_INDICES, size, place, guest);
            if (index == EMPTY) {
                return 0;
            }
            if (index >= 0) {
                int found = kind == UNICODE
                        ? ofStrings(entries + 8 * index, hash, key, guest)
                        : ofAny(entries + 12 * index, hash, key, number, type, guest);
                if (found != 0) {
                    return found;
                }
            }
            rest >>>= 5;
            place = place * 5 + rest + 1 & mask;
        }
        return UNKNOWN;
    }

    private static int index(int indices, int size, int place, GuestInstance guest) {
        if (size < 8) {
            return guest.bytes[indices + place];
        }
        return size < 16
                ? (short) LinearMemory.SHORT.get(guest.bytes, indices + 2 * place)
                : get(indices + 4 * place, guest);
    }

    /** The value of an entry if that has the key, or 0: in a dict that has strs only. */
    private static int ofStrings(int entry, int hash, int key, GuestInstance guest) {
        int other = get(entry, guest);
        return other == key || get(other + STRING_HASH, guest) == hash && isSame(other, key, guest)
                ? get(entry + 4, guest)
                : 0;
    }

    /** The same in any dict; unknown if the key may be equal to an object that says so itself. */
    private static int ofAny(int entry, int hash, int key, long number, int type, GuestInstance guest) {
        int other = get(entry + 4, guest);
        if (other == key) {
            return get(entry + 8, guest);
        }
        if (get(entry, guest) != hash) {
            return 0;
        }
        if (get(other + TYPE, guest) != type) {
            return UNKNOWN;
        }
        boolean same = key != 0
                ? isSame(other, key, guest)
                : CodeRuntime.isInt(other, type, guest) && CodeRuntime.intValue(other, guest) == number;
        return same ? get(entry + 8, guest) : 0;
    }
}
