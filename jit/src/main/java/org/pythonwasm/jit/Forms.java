package org.pythonwasm.jit;

/**
 * The instructions that have a form of their own. Each begins with its guards; false, with nothing written but what was loaded
 * from the stack, where the operands are not of the kind that the form is for.
 */
interface Forms {
    boolean emit(Opcode opcode);

    /** The form for an instruction that meets ever other objects, if it has one. */
    boolean emitGeneral(Opcode opcode);
}
