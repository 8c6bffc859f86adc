package org.pythonwasm.jit.rows;

import org.pythonwasm.machine.code.RowGuard;

/**
 * An entry of the value stack of compiled rows.
 *
 * @param item what is known of it
 * @param variable of the method that has it, of ranges the first of two; NONE for a constant and for what has no value at run time
 * @param bits of a constant
 */
record RowValue(Item item, int variable, long bits) {
    static final int NONE = -1;

    enum Kind {
        /** A local variable without a value. */
        UNSET,
        LONG,
        DOUBLE,
        /** 0 or 1 in a long. */
        BOOL,
        NONE,
        /** In the place of the object that a method is called for. */
        NULL,
        RANGE,
        RANGE_ITERATOR,
        CALLEE,
        /** Some constant object, which only Python can use. */
        OBJECT
    }

    /** What blocks are told apart by. {@code detail} is what is called, or the step of a range. */
    record Item(Kind kind, Object detail) {
        static final Item UNSET = new Item(Kind.UNSET, null);
        static final Item LONG = new Item(Kind.LONG, null);
        static final Item DOUBLE = new Item(Kind.DOUBLE, null);
        static final Item BOOL = new Item(Kind.BOOL, null);
        static final Item NONE = new Item(Kind.NONE, null);
        static final Item NULL = new Item(Kind.NULL, null);
        static final Item OBJECT = new Item(Kind.OBJECT, null);

        boolean is(Kind other) {
            return kind == other;
        }

        boolean isNumber() {
            return kind == Kind.LONG || kind == Kind.DOUBLE || kind == Kind.BOOL;
        }

        boolean isPair() {
            return kind == Kind.RANGE || kind == Kind.RANGE_ITERATOR;
        }

        /** Whether a variable has it. */
        boolean isAtRunTime() {
            return isNumber() || isPair();
        }
    }

    /** What a call in compiled rows can call. */
    sealed interface Callee {}

    enum BuiltIn implements Callee {
        // in the order of RowLayout.definitions
        ABS,
        MIN,
        MAX,
        ROUND,
        // classes
        INT,
        FLOAT,
        BOOL,
        RANGE
    }

    record PythonFunction(RowGuard.Function guard) implements Callee {}

    static RowValue of(Item item) {
        return new RowValue(item, NONE, 0);
    }

    static RowValue in(Item item, int variable) {
        return new RowValue(item, variable, 0);
    }

    static RowValue constant(long value) {
        return new RowValue(Item.LONG, NONE, value);
    }

    static RowValue constant(double value) {
        return new RowValue(Item.DOUBLE, NONE, Double.doubleToRawLongBits(value));
    }

    static RowValue constant(boolean value) {
        return new RowValue(Item.BOOL, NONE, value ? 1 : 0);
    }

    boolean is(Kind kind) {
        return item.is(kind);
    }

    boolean isConstant() {
        return variable == NONE && item.isNumber();
    }

    /** An int, or a bool, which counts as one. */
    boolean isWhole() {
        return is(Kind.LONG) || is(Kind.BOOL);
    }
}
