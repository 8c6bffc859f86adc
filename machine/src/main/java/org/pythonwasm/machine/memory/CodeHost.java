package org.pythonwasm.machine.memory;

/**
 * What the code objects of a guest ask the host for: their compiled forms. Here there are none; a guest whose Python code is compiled
 * has another. Called by generated code; guest/patches/eval_loop.py and code_host.py are the other side.
 *
 * <p>Thread rule: that of the guest it belongs to.
 */
public class CodeHost {
    protected final GuestInstance guest;

    protected CodeHost(GuestInstance guest) {
        this.guest = guest;
    }

    /** Returns next instruction and stack pointer, as an instruction of the interpreter does: here, where it was. */
    public long code_run(int word, int thread, int frame, int stackPointer, int next) {
        return (long) next << 32 | stackPointer & 0xffffffffL;
    }

    /** Returns the word that the code object has from now on: zero, it counts from the beginning. */
    public int code_prepare(int code, int thread, int frame) {
        return 0;
    }

    /** The object has ended, or has other instructions now. */
    public void code_drop(int word, int code) {}

    /**
     * Does rows of a typed function, from one on, as far as that needs no Python.
     *
     * @param function the structure of guest/shim/typed.c
     * @param columns of the arguments, then of the result
     * @return the first row that was not done, or, as its complement, the row at which to ask again: here, never
     */
    public int code_rows(int function, int columns, int row, int rows) {
        return Integer.MIN_VALUE;
    }

    /** Does the only row of a call of a typed function, if that needs no Python: then the guest is not entered. For the host. */
    public boolean doesRow(int function, int columns) {
        return false;
    }

    /** Called when the guest has ended. */
    protected void drop() {}
}
