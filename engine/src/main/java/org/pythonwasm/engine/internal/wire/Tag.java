package org.pythonwasm.engine.internal.wire;

/** The byte before a value of the binary form, see {@code guest/shim/binary.h}; BinaryFormTest compares the two. */
final class Tag {
    static final byte NONE = 0;
    static final byte FALSE = 1;
    static final byte TRUE = 2;
    static final byte INT32 = 3;
    static final byte INT64 = 4;
    static final byte BIG_INT = 5;
    static final byte FLOAT = 6;
    static final byte LATIN_1 = 7;
    static final byte UTF_8 = 8;
    static final byte BYTES = 9;
    static final byte DECIMAL = 10;
    static final byte DATE = 11;
    static final byte TIME = 12;
    static final byte ZONED_TIME = 13;
    static final byte DATETIME = 14;
    static final byte ZONED_DATETIME = 15;
    static final byte TIMEDELTA = 16;
    static final byte UUID = 17;
    static final byte LIST = 18;
    static final byte TUPLE = 19;
    static final byte SET = 20;
    static final byte FROZENSET = 21;
    static final byte DICT = 22;
    static final byte ROW = 23;
    static final byte INT32S = 24;
    static final byte INT64S = 25;
    static final byte FLOATS = 26;
    static final byte HANDLE = 27;
    static final byte JAVA = 28;
    static final byte RECORD = 29;

    private Tag() {}
}
