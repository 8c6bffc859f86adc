package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.Label;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.machine.code.CodeHistory.Kind;
import org.pythonwasm.machine.code.CodeLayout;

/**
 * Attributes of objects of several types: an instruction that the interpreter has specialised for one after the other is compiled for
 * all of them, tried in turn.
 */
final class Attributes {
    private final Emitter to;

    Attributes(Emitter to) {
        this.to = to;
    }

    /** What the instruction is specialised for now; null if that is no kind that several of can be tried. */
    Kind now(Opcode opcode) {
        CodeReader reader = to.reader;
        int unit = to.unit;
        int version = opcode.caches > 2 ? reader.cache32(unit, 2) : 0;
        return switch (opcode) {
            case LOAD_ATTR_INSTANCE_VALUE ->
                new Kind(opcode.number, version, CodeLayout.VALUES_FIRST + 4 * reader.cache(unit, 4), 0);
            case LOAD_ATTR_SLOT -> new Kind(opcode.number, version, reader.cache(unit, 4), 0);
            case LOAD_ATTR_METHOD_WITH_VALUES ->
                new Kind(opcode.number, version, reader.cache32(unit, 4), reader.cache32(unit, 6));
            case LOAD_ATTR_METHOD_NO_DICT -> new Kind(opcode.number, version, 0, reader.cache32(unit, 6));
            default -> null;
        };
    }

    boolean load(List<Kind> kinds) {
        Value object = to.top(0);
        boolean method = isMethod(kinds.get(0));
        if (!object.isObject() || kinds.stream().anyMatch(kind -> isMethod(kind) != method || !isUsable(kind))) {
            return false;
        }
        to.mayFail();
        int variable = to.fresh(1);
        var found = new Label();
        for (Kind kind : kinds) {
            test(kind, object);
            to.method.visitInsn(DUP);
            to.method.visitVarInsn(ISTORE, variable);
            to.method.visitJumpInsn(IFNE, found);
        }
        to.fail();
        to.method.visitLabel(found);
        to.pop();
        if (method) {
            to.push(Value.reference(variable, true));
            to.push(object);
            return true;
        }
        to.drop(object);
        to.push(Value.reference(variable, true));
        if ((to.reader.arguments[to.unit] & 1) != 0) {
            to.push(Value.of(Value.Kind.NULL, 0));
        }
        return true;
    }

    private static boolean isMethod(Kind kind) {
        Opcode opcode = Opcode.of(kind.opcode());
        return opcode == Opcode.LOAD_ATTR_METHOD_WITH_VALUES || opcode == Opcode.LOAD_ATTR_METHOD_NO_DICT;
    }

    private boolean isUsable(Kind kind) {
        return !isMethod(kind) || to.isInMemory(kind.object());
    }

    private void test(Kind kind, Value object) {
        to.load(object);
        to.field(to.compiled.pooled(kind.version()));
        switch (Opcode.of(kind.opcode())) {
            case LOAD_ATTR_INSTANCE_VALUE -> {
                to.push(kind.second());
                to.call("ownValue", "(III)I");
            }
            case LOAD_ATTR_SLOT -> {
                to.push(kind.second());
                to.call("ownSlot", "(III)I");
            }
            case LOAD_ATTR_METHOD_WITH_VALUES -> {
                to.field(to.compiled.pooled(kind.second()));
                to.field(to.compiled.pooled(kind.object()));
                to.call("ownMethodOfValues", "(IIII)I");
            }
            default -> {
                to.field(to.compiled.pooled(kind.object()));
                to.call("ownMethod", "(III)I");
            }
        }
    }
}
