package org.pythonwasm.jit;

import java.util.concurrent.atomic.LongAdder;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.frames.FrameCompiler;
import org.pythonwasm.jit.rows.RowCompiler;
import org.pythonwasm.machine.code.CodeCompiler;
import org.pythonwasm.machine.code.CodeHistory;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CompiledCode;
import org.pythonwasm.machine.code.RowCode;
import org.pythonwasm.machine.code.RowFunction;
import org.pythonwasm.machine.code.RowLayout;
import org.pythonwasm.machine.memory.GuestInstance;

/**
 * Makes classes of code objects and of typed functions, as far as they can be compiled; null leaves them to the interpreter.
 * Thread-safe.
 */
public final class PythonCompiler implements CodeCompiler {
    private static final LongAdder BROKEN = new LongAdder();

    /** Returns how many classes the JVM has refused. */
    static long broken() {
        return BROKEN.sum();
    }

    @Override
    public CompiledCode compile(GuestInstance guest, CodeLayout layout, int code, int frame, CodeHistory history) {
        return orNull(() -> FrameCompiler.compile(guest, layout, code, frame, history));
    }

    @Override
    public RowCode compileRows(GuestInstance guest, CodeLayout layout, RowLayout rowLayout, RowFunction function) {
        return orNull(() -> RowCompiler.compile(guest, layout, rowLayout, function));
    }

    private interface Compilation<T> {
        T run() throws CodeReader.NotCompiled, ReflectiveOperationException;
    }

    private static <T> T orNull(Compilation<T> compilation) {
        try {
            return compilation.run();
        } catch (CodeReader.NotCompiled | StackOverflowError | OutOfMemoryError staysWithTheInterpreter) {
            return null;
        } catch (LinkageError wrong) {
            // A defect of the compiler: the JVM verifies what it writes.
            BROKEN.increment();
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a class of compiled code cannot be made", e);
        }
    }
}
