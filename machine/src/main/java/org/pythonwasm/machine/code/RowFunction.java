package org.pythonwasm.machine.code;

import java.util.List;

/**
 * A typed function as its guest has it.
 *
 * @param callable the address of a function in Python
 * @param parameters its columns of arguments
 * @param result the type of its column of results
 */
public record RowFunction(int callable, List<Column> parameters, Type result) {
    /** Types of columns whose rows can be compiled; the numbers are those of guest/shim/columns.h. */
    public enum Type {
        BOOLEAN(1),
        INT64(2),
        FLOAT64(3);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        /** Returns null for any other type. */
        static Type of(int code) {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            return null;
        }
    }

    /** @param strict whether a NULL in it makes the result NULL, without a call */
    public record Column(Type type, boolean strict) {}

    private static final int STRICT = 0x80;

    static Column column(int code) {
        Type type = Type.of(code & ~STRICT);
        return type == null ? null : new Column(type, (code & STRICT) != 0);
    }
}
