package org.pythonwasm.machine.code;

import org.pythonwasm.machine.memory.GuestInstance;

/** Makes JVM classes of Python code that runs often. Found by {@link java.util.ServiceLoader}; thread-safe. */
public interface CodeCompiler {
    /**
     * Compiles a code object, or returns null where it stays with the interpreter. All that the guest's memory says may be a lie: it
     * may make that guest compute wrongly, and nothing else.
     *
     * @param code its address
     * @param frame of a frame that runs it, whose globals are looked at
     * @param history what the compiled forms before this one were left for
     */
    CompiledCode compile(GuestInstance guest, CodeLayout layout, int code, int frame, CodeHistory history);

    /** Compiles a typed function for many rows, or returns null where Python does them all. The same holds for the guest's memory. */
    RowCode compileRows(GuestInstance guest, CodeLayout layout, RowLayout rowLayout, RowFunction function);
}
