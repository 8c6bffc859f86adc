package org.pythonwasm.jit.rows;

import static org.pythonwasm.machine.code.CodeLayout.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CodeRuntime;
import org.pythonwasm.machine.code.RowGuard;
import org.pythonwasm.machine.code.RowLayout;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.LinearMemory;

/** The globals and constants of the code of compiled rows, and the guards that the former need. */
final class RowNames {
    private static final int MOST_GUARDS = 32;

    private final GuestInstance guest;
    private final CodeLayout layout;
    private final RowLayout rowLayout;
    private final int globals;
    private final int builtins;
    private final List<RowGuard> guards = new ArrayList<>();
    private final Map<RowGuard, RowValue> known = new HashMap<>();
    /** What the guards read. */
    private final List<RowValue> inputs = new ArrayList<>();

    private final IntSupplier variables;

    /**
     * @param function whose globals these are
     * @param variables gives a variable that nothing else uses
     */
    RowNames(GuestInstance guest, CodeLayout layout, RowLayout rowLayout, int function, IntSupplier variables) {
        this.variables = variables;
        this.guest = guest;
        this.layout = layout;
        this.rowLayout = rowLayout;
        this.globals = get(function + FUNCTION_GLOBALS);
        this.builtins = get(function + FUNCTION_BUILTINS);
    }

    List<RowGuard> guards() {
        return guards;
    }

    /** The variables that are to have what the guards read. */
    List<RowValue> inputs() {
        return inputs;
    }

    private int get(int address) {
        return CodeRuntime.get(address, guest);
    }

    private boolean isType(int object, int type) {
        return CodeRuntime.isType(object, type, guest);
    }

    /** Returns a global as the interpreter has found it, or null where it has not, or where only Python can use it. */
    RowValue global(CodeReader reader, int unit) {
        Opcode opcode = reader.opcodes[unit];
        if (opcode != Opcode.LOAD_GLOBAL_BUILTIN && opcode != Opcode.LOAD_GLOBAL_MODULE
                || guards.size() > MOST_GUARDS) {
            return null;
        }
        boolean builtin = opcode == Opcode.LOAD_GLOBAL_BUILTIN;
        int dictionary = builtin ? builtins : globals;
        int index = reader.cache(unit, 4);
        var own = new RowGuard.Keys(globals, reader.cache(unit, 2));
        var keys = builtin ? new RowGuard.Keys(builtins, reader.cache(unit, 3)) : own;
        if (!own.holds(guest, layout, null) || !keys.holds(guest, layout, null)) {
            return null;
        }
        int object = CodeRuntime.dictValue(dictionary, index, guest);
        RowGuard guard = object == 0 ? null : guard(dictionary, index, object);
        if (guard == null) {
            return null;
        }
        need(own);
        need(keys);
        return known.computeIfAbsent(guard, this::value);
    }

    private void need(RowGuard guard) {
        if (!guards.contains(guard)) {
            guards.add(guard);
        }
    }

    private RowGuard guard(int dictionary, int index, int object) {
        if (isType(object, layout.longType())) {
            return CodeRuntime.isInt(object, layout.longType(), guest)
                    ? new RowGuard.Whole(dictionary, index, inputOf(dictionary, index))
                    : null;
        }
        if (isType(object, layout.floatType())) {
            return new RowGuard.Real(dictionary, index, inputOf(dictionary, index));
        }
        if (object == layout.trueObject() || object == layout.falseObject()) {
            return new RowGuard.Truth(dictionary, index, inputOf(dictionary, index));
        }
        if (object == layout.none() || classOf(object) != null) {
            return new RowGuard.Same(dictionary, index, object);
        }
        if (isType(object, rowLayout.nativeType())) {
            int definition = get(object + RowLayout.NATIVE_DEFINITION);
            return builtIn(definition) == null
                    ? null
                    : new RowGuard.Native(dictionary, index, rowLayout.nativeType(), definition);
        }
        if (!isType(object, layout.functionType())) {
            return null;
        }
        int version = get(object + FUNCTION_VERSION);
        int code = get(object + FUNCTION_CODE);
        var guard = new RowGuard.Function(
                dictionary, index, version, code, globals, builtins, get(code + CODE_INSTRUMENTATION));
        return version != 0 && guard.holds(guest, layout, null) ? guard : null;
    }

    /** The number that a global has among the inputs, or would have. */
    private int inputOf(int dictionary, int index) {
        for (RowGuard guard : known.keySet()) {
            if (guard instanceof RowGuard.Whole whole && whole.dictionary() == dictionary && whole.index() == index) {
                return whole.input();
            }
            if (guard instanceof RowGuard.Real real && real.dictionary() == dictionary && real.index() == index) {
                return real.input();
            }
            if (guard instanceof RowGuard.Truth truth && truth.dictionary() == dictionary && truth.index() == index) {
                return truth.input();
            }
        }
        return inputs.size();
    }

    private RowValue value(RowGuard guard) {
        need(guard);
        if (guard instanceof RowGuard.Whole) {
            return input(RowValue.Item.LONG);
        }
        if (guard instanceof RowGuard.Real) {
            return input(RowValue.Item.DOUBLE);
        }
        if (guard instanceof RowGuard.Truth) {
            return input(RowValue.Item.BOOL);
        }
        if (guard instanceof RowGuard.Same same) {
            return same.object() == layout.none() ? RowValue.of(RowValue.Item.NONE) : callee(classOf(same.object()));
        }
        if (guard instanceof RowGuard.Native found) {
            return callee(builtIn(found.definition()));
        }
        return callee(new RowValue.PythonFunction((RowGuard.Function) guard));
    }

    private RowValue input(RowValue.Item item) {
        inputs.add(RowValue.in(item, variables.getAsInt()));
        return inputs.get(inputs.size() - 1);
    }

    private static RowValue callee(RowValue.Callee callee) {
        return RowValue.of(new RowValue.Item(RowValue.Kind.CALLEE, callee));
    }

    private RowValue.BuiltIn classOf(int object) {
        if (object == layout.longType()) {
            return RowValue.BuiltIn.INT;
        }
        if (object == layout.floatType()) {
            return RowValue.BuiltIn.FLOAT;
        }
        if (object == rowLayout.boolType()) {
            return RowValue.BuiltIn.BOOL;
        }
        return object == rowLayout.rangeType() ? RowValue.BuiltIn.RANGE : null;
    }

    private RowValue.BuiltIn builtIn(int definition) {
        int[] definitions = rowLayout.definitions();
        for (int i = 0; i < definitions.length; i++) {
            if (definitions[i] == definition && definition != 0) {
                return RowValue.BuiltIn.values()[i];
            }
        }
        return null;
    }

    RowValue constant(CodeReader reader, int index) {
        int object = get(reader.constants + TUPLE_ITEMS + 4 * index);
        if (object == layout.none()) {
            return RowValue.of(RowValue.Item.NONE);
        }
        if (object == layout.trueObject() || object == layout.falseObject()) {
            return RowValue.constant(object == layout.trueObject());
        }
        if (isType(object, layout.floatType())) {
            return RowValue.constant((double) LinearMemory.DOUBLE.get(guest.bytes, object + FLOAT_VALUE));
        }
        return isType(object, layout.longType()) ? whole(object) : RowValue.of(RowValue.Item.OBJECT);
    }

    /** An int of at most 63 bits: three digits of 30. */
    private RowValue whole(int object) {
        int tag = get(object + LONG_TAG);
        int digits = tag >>> 3;
        long value = 0;
        for (int i = 0; i < digits && digits <= 3; i++) {
            value |= (get(object + LONG_DIGITS + 4 * i) & 0x3fffffffL) << 30 * i;
        }
        if (digits > 3 || digits == 3 && get(object + LONG_DIGITS + 8) > 7) {
            return RowValue.of(RowValue.Item.OBJECT);
        }
        return RowValue.constant((1 - (tag & 3)) * value);
    }
}
