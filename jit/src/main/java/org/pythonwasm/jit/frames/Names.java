package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CodeRuntime;

/** Attributes of objects, methods, and global names. */
final class Names {
    private final Emitter to;
    private final Operands operands;

    Names(Emitter to) {
        this.to = to;
        operands = new Operands(to);
    }

    private int argument() {
        return to.reader.arguments[to.unit];
    }

    private void typeVersion(Value object, String test) {
        to.load(object);
        to.field(to.compiled.pooled(to.reader.cache32(to.unit, 2)));
        to.call(test, "(II)Z");
        to.guard();
    }

    boolean loadValue() {
        return loadPlace("value", "ownValue", CodeLayout.VALUES_FIRST + 4 * to.reader.cache(to.unit, 4));
    }

    boolean loadSlot() {
        return loadPlace("slot", "ownSlot", to.reader.cache(to.unit, 4));
    }

    /** An attribute that is in the object itself. */
    private boolean loadPlace(String borrowing, String owning, int offset) {
        Value object = to.top(0);
        if (!object.isObject()) {
            return false;
        }
        boolean forCall = (argument() & 1) != 0;
        boolean number = !forCall && operands.isUsedAsNumber();
        int version = to.compiled.pooled(to.reader.cache32(to.unit, 2));
        int variable = to.guarded(
                () -> {
                    to.load(object);
                    to.field(version);
                    to.push(offset);
                },
                number ? borrowing : owning,
                "(III)I");
        Value result = number ? operands.taken(variable) : Value.reference(variable, true);
        to.pop();
        to.drop(object);
        to.push(result);
        if (forCall) {
            to.push(Value.of(Value.Kind.NULL, 0));
        }
        return true;
    }

    boolean storeValue() {
        Value object = to.top(0);
        Value value = to.top(1);
        if (!object.isObject() || value.is(Value.Kind.NULL)) {
            return false;
        }
        typeVersion(object, "hasOnlyValues");
        int index = to.reader.cache(to.unit, 4);
        to.load(object);
        to.push(index);
        to.call("noteValue", "(II)V");
        return storePlace(object, value, CodeLayout.VALUES_FIRST + 4 * index);
    }

    boolean storeSlot() {
        Value object = to.top(0);
        Value value = to.top(1);
        if (!object.isObject() || value.is(Value.Kind.NULL)) {
            return false;
        }
        typeVersion(object, "typeVersion");
        return storePlace(object, value, to.reader.cache(to.unit, 4));
    }

    private boolean storePlace(Value object, Value value, int offset) {
        to.pop();
        to.pop();
        to.protect();
        to.putInto(
                () -> {
                    to.load(object);
                    to.push(offset);
                    to.method.visitInsn(IADD);
                },
                value);
        to.drop(object);
        return true;
    }

    boolean loadMethod(boolean values) {
        Value object = to.top(0);
        int function = to.reader.cache32(to.unit, 6);
        if (!object.isObject() || !to.isInMemory(function)) {
            return false;
        }
        typeVersion(object, values ? "hasValues" : "typeVersion");
        if (values) {
            to.load(object);
            to.field(to.compiled.pooled(to.reader.cache32(to.unit, 4)));
            to.call("cachedKeys", "(II)Z");
            to.guard();
        }
        to.pop();
        to.push(ownConstant(function));
        to.push(object);
        return true;
    }

    /** An attribute of the type that is taken as it is: found like a method, and without the object. */
    boolean loadOfType(boolean values) {
        if (!loadMethod(values)) {
            return false;
        }
        to.drop(to.pop());
        return true;
    }

    /** An attribute of a type itself. */
    boolean loadOfClass() {
        Value type = to.top(0);
        int found = to.reader.cache32(to.unit, 6);
        if (!type.isObject() || !to.isInMemory(found)) {
            return false;
        }
        typeVersion(type, "isTypeOfVersion");
        to.pop();
        Value attribute = ownConstant(found);
        to.drop(type);
        to.push(attribute);
        if ((argument() & 1) != 0) {
            to.push(Value.of(Value.Kind.NULL, 0));
        }
        return true;
    }

    private Value ownConstant(int object) {
        int field = to.compiled.pooled(object);
        to.field(field);
        to.call("own", "(I)V");
        return new Value(Value.Kind.CONSTANT, field, true, Value.NONE, object);
    }

    boolean loadGlobal(boolean builtin) {
        int index = to.reader.cache(to.unit, 4);
        int globalsVersion = to.reader.cache(to.unit, 2);
        int globals = keys(CodeLayout.FRAME_GLOBALS, globalsVersion);
        int version = to.reader.cache(to.unit, 3);
        int keys = builtin ? keys(CodeLayout.FRAME_BUILTINS, version) : globals;
        if (globals == 0 || keys == 0) {
            return false;
        }
        int variable = to.guarded(
                () -> {
                    to.method.visitVarInsn(ILOAD, Emitter.FRAME);
                    to.field(to.compiled.pooled(globals));
                    to.field(to.compiled.pooled(globalsVersion));
                    if (builtin) {
                        to.field(to.compiled.pooled(keys));
                        to.field(to.compiled.pooled(version));
                    }
                    to.field(to.compiled.pooled(CodeRuntime.dictPlace(keys, index, to.reader.guest)));
                },
                builtin ? "ownBuiltin" : "ownGlobal",
                builtin ? "(IIIIII)I" : "(IIII)I");
        int seen = seen(builtin ? CodeLayout.FRAME_BUILTINS : CodeLayout.FRAME_GLOBALS, index);
        to.push(new Value(Value.Kind.REFERENCE, variable, true, Value.NONE, seen));
        if ((argument() & 1) != 0) {
            to.push(Value.of(Value.Kind.NULL, 0));
        }
        return true;
    }

    boolean loadOfModule() {
        Value module = to.top(0);
        if (!module.isObject()) {
            return false;
        }
        int version = to.compiled.pooled(to.reader.cache32(to.unit, 2));
        int variable = to.guarded(
                () -> {
                    to.load(module);
                    to.type(to.layout.moduleType());
                    to.type(to.layout.dictType());
                    to.field(version);
                    to.push(to.reader.cache(to.unit, 4));
                },
                "ownOfModule",
                "(IIIII)I");
        to.pop();
        to.drop(module);
        to.push(Value.reference(variable, true));
        if ((argument() & 1) != 0) {
            to.push(Value.of(Value.Kind.NULL, 0));
        }
        return true;
    }

    /** The keys of a dict of the frame if they are still of that version, or 0. */
    private int keys(int place, int version) {
        int dict = to.reader.peek(to.frame + place);
        int keys = to.reader.peek(dict + CodeLayout.DICT_KEYS);
        return to.isInMemory(keys)
                        && version != 0
                        && to.reader.peek(dict + CodeLayout.TYPE) == to.layout.dictType()
                        && to.reader.get(keys + CodeLayout.KEYS_VERSION) == version
                ? keys
                : 0;
    }

    /** What the global is now. */
    private int seen(int place, int index) {
        try {
            int dict = to.reader.get(to.frame + place);
            int keys = to.reader.get(dict + CodeLayout.DICT_KEYS);
            to.reader.guest.checkRange(keys, CodeLayout.KEYS_INDICES);
            int object = CodeRuntime.dictValue(dict, index, to.reader.guest);
            to.reader.guest.checkRange(object, 128);
            return object;
        } catch (RuntimeException outside) {
            return 0;
        }
    }
}
