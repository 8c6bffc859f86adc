package org.pythonwasm.jit;

import static org.objectweb.asm.Opcodes.*;

/** What was read from objects, for the instruction that takes it. */
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
}
