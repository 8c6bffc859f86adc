package org.pythonwasm.jit.frames;

/**
 * An entry of the value stack while it is in variables of the method.
 *
 * @param kind what the variable holds
 * @param variable its number; of a constant, the number of the field
 * @param owned whether a reference is to be given up: it is borrowed from a local variable or a constant otherwise
 * @param slot the local variable that it is borrowed from, NONE, or MEMORY for what was on the stack in memory
 * @param seen the object that was there when the code was compiled, 0 if none was looked at
 */
record Value(Kind kind, int variable, boolean owned, int slot, int seen) {
    static final int NONE = -1;
    static final int MEMORY = -2;

    enum Kind {
        REFERENCE,
        CONSTANT,
        LONG,
        DOUBLE,
        BOOLEAN,
        NULL
    }

    static Value reference(int variable, boolean owned) {
        return new Value(Kind.REFERENCE, variable, owned, NONE, 0);
    }

    static Value of(Kind kind, int variable) {
        return new Value(kind, variable, false, NONE, 0);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** A reference to an object, wherever it is from. */
    boolean isObject() {
        return kind == Kind.REFERENCE || kind == Kind.CONSTANT;
    }

    boolean isUnboxed() {
        return kind == Kind.LONG || kind == Kind.DOUBLE;
    }
}
