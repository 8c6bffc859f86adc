package org.pythonwasm.machine.code;

import java.lang.invoke.MethodHandles;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.GuestInstance;

/**
 * The functions of the guest that compiled Python code calls while the guest runs; the translation binds them, as it does
 * {@link GuestExports}, which are for the host. Stateless.
 */
public abstract class CodeFunctions {
    /** The class that the build of the engine generates. */
    public static final String GENERATED_CLASS = "org.pythonwasm.engine.guest.PythonCode";

    /** Parameters and result of what runs one instruction: thread, frame, stack pointer, instruction, argument. */
    public static final String HANDLER = "(IIIIILorg/pythonwasm/machine/memory/GuestInstance;)J";

    /**
     * Returns a new int; where the memory is full, one that was put by, with the lowest bit of its address set; 0 where none is left:
     * see guest/shim/hotcode.c.
     */
    public abstract int pw_box_long(long value, GuestInstance guest);

    /** The same of a float. */
    public abstract int pw_box_double(double value, GuestInstance guest);

    /** Puts by what is missing; returns 0 if the memory has no room for it. */
    public abstract int pw_put_boxes_by(GuestInstance guest);

    /** Frees an object without references, which may run any code. */
    public abstract void pw_end_object(int object, int frame, int instruction, GuestInstance guest);

    /** Runs the instruction that the memory has there. */
    public abstract long pw_any_handler(
            int thread, int frame, int stackPointer, int instruction, int argument, GuestInstance guest);

    /** Returns where the addresses lie that compiled rows need: see guest/shim/kernel.c. */
    public abstract int pw_row_cells(GuestInstance guest);

    /** Returns {@code class.method} of a function by its number in the guest's table, or null if it is none that runs instructions. */
    public String handler(int number) {
        throw new UnsupportedOperationException("generated");
    }

    /** Of the package that holds the translated guest: compiled code is a hidden class beside it. */
    public MethodHandles.Lookup lookup() {
        throw new UnsupportedOperationException("generated");
    }
}
