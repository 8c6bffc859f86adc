package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Type;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.Lookups;

/** Strs and ints looked up in dicts, and strs compared; what runs code of a key is the interpreter's. */
final class Dicts {
    private static final String LOOKUPS = Type.getInternalName(Lookups.class);
    private static final int EQUAL = 2;
    private static final int NOT_EQUAL = 3;

    private final Emitter to;
    private final Operands operands;

    Dicts(Emitter to) {
        this.to = to;
        operands = new Operands(to);
    }

    boolean item() {
        Value key = to.top(0);
        Value dict = to.top(1);
        if (!dict.isObject() || !canFind(key)) {
            return false;
        }
        boolean isInt = prepare(key);
        int item = to.guardedOf(
                LOOKUPS,
                () -> load(dict, key, isInt),
                isInt ? "itemOfInt" : "itemOfString",
                isInt ? "(IIJI)I" : "(IIII)I");
        Value result = operands.taken(item);
        to.pop();
        to.pop();
        to.drop(key);
        to.drop(dict);
        to.push(result);
        return true;
    }

    boolean contains(boolean not) {
        Value dict = to.top(0);
        Value key = to.top(1);
        if (!dict.isObject() || !canFind(key)) {
            return false;
        }
        boolean isInt = prepare(key);
        load(dict, key, isInt);
        to.callOf(LOOKUPS, isInt ? "ofInt" : "ofString", isInt ? "(IIJI)I" : "(IIII)I");
        int found = operands.known();
        to.pop();
        to.pop();
        to.method.visitVarInsn(ILOAD, found);
        to.truth(not ? IFEQ : IFNE);
        int result = to.storeInt();
        to.drop(key);
        to.drop(dict);
        to.push(Value.of(Value.Kind.BOOLEAN, result));
        return true;
    }

    /** {@code COMPARE_OP_STR}. */
    boolean compare(int comparison) {
        Value right = to.top(0);
        Value left = to.top(1);
        if (!left.isObject() || !right.isObject() || comparison != EQUAL && comparison != NOT_EQUAL) {
            return false;
        }
        to.load(left);
        to.load(right);
        to.type(to.layout.stringType());
        to.callOf(LOOKUPS, "equalStrings", "(III)I");
        int equal = operands.known();
        to.pop();
        to.pop();
        to.method.visitVarInsn(ILOAD, equal);
        to.truth(comparison == EQUAL ? IFNE : IFEQ);
        int result = to.storeInt();
        to.drop(right);
        to.drop(left);
        to.push(Value.of(Value.Kind.BOOLEAN, result));
        return true;
    }

    private void load(Value dict, Value key, boolean isInt) {
        to.load(dict);
        to.type(to.layout.dictType());
        if (isInt) {
            to.loadLong(key);
            to.type(to.layout.longType());
        } else {
            to.load(key);
            to.type(to.layout.stringType());
        }
    }

    /** Whether the key is an int, guarded then; otherwise it is taken for a str. */
    private boolean prepare(Value key) {
        boolean isInt = to.canBeLong(key) && to.isLikelyLong(key);
        if (isInt) {
            to.guardLong(key);
        }
        return isInt;
    }

    private boolean canFind(Value key) {
        if (key.is(Value.Kind.LONG)) {
            return true;
        }
        if (!key.isObject()) {
            return false;
        }
        boolean isInt = to.canBeLong(key) && to.isLikelyLong(key);
        return isInt || key.seen() == 0 || isString(key.seen());
    }

    private boolean isString(int object) {
        return to.isInMemory(object) && to.reader.get(object + CodeLayout.TYPE) == to.layout.stringType();
    }
}
