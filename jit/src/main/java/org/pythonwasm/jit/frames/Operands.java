package org.pythonwasm.jit.frames;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.pythonwasm.jit.bytecode.Opcode;
import org.pythonwasm.machine.code.Lookups;

/** What was read from objects, for the instruction that takes it, and what calls of builtin functions take. */
final class Operands {
    private final Emitter to;

    Operands(Emitter to) {
        this.to = to;
    }

    void own(int variable) {
        to.method.visitVarInsn(ILOAD, variable);
        to.call("own", "(I)V");
    }

    Value owned(int variable) {
        own(variable);
        return Value.reference(variable, true);
    }

    boolean isUsedAsNumber() {
        Opcode user = to.reader.user(to.unit);
        return user != null && (user.takesInts() || user.takesFloats());
    }

    /** What was read from an object: unboxed if what uses it next is arithmetic, a reference of one's own otherwise. */
    Value taken(int variable) {
        var borrowed = Value.reference(variable, false);
        Opcode user = to.reader.user(to.unit);
        if (user != null && user.takesFloats()) {
            to.guardDouble(borrowed);
            return to.number(borrowed);
        }
        if (user != null && user.takesInts()) {
            to.guardLong(borrowed);
            return to.number(borrowed);
        }
        own(variable);
        return Value.reference(variable, true);
    }

    /** Whether the stack has a function, which is no method of an object, and so many arguments, all of them objects. */
    boolean areOfFunction(int count) {
        if (to.depth() < count + 2 || !to.top(count).is(Value.Kind.NULL)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!to.top(i).isObject()) {
                return false;
            }
        }
        return to.top(count + 1).isObject();
    }

    /** Requires that a function is still the one that was seen. */
    void guardSeen(Value function) {
        to.load(function);
        to.field(to.compiled.pooled(function.seen()));
        to.callWithoutGuest("equal", "(II)Z");
        to.guard();
    }

    /** The variable of what was looked up, which is guarded. */
    int known() {
        int variable = to.storeInt();
        to.method.visitVarInsn(ILOAD, variable);
        to.push(Lookups.UNKNOWN);
        to.callWithoutGuest("differ", "(II)Z");
        to.guard();
        return variable;
    }

    /** Takes a call with so many arguments off the stack, and gives up what it holds. */
    void dropCall(int count) {
        Value function = to.top(count + 1);
        List<Value> arguments = to.popCall(count);
        arguments.forEach(to::drop);
        to.drop(function);
    }
}
