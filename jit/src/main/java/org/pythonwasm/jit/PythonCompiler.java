package org.pythonwasm.jit;

import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.pythonwasm.machine.code.CodeCompiler;
import org.pythonwasm.machine.code.CodeHistory;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CodeTable;
import org.pythonwasm.machine.code.CompiledCode;
import org.pythonwasm.machine.code.RowCode;
import org.pythonwasm.machine.code.RowFunction;
import org.pythonwasm.machine.code.RowLayout;
import org.pythonwasm.machine.memory.GuestInstance;

/**
 * Makes a hidden class of a code object. Addresses and versions are fields of its instances, so that all guests whose code has the
 * same shape share the class, and what the JVM's compiler makes of it. Thread-safe.
 */
public final class PythonCompiler implements CodeCompiler {
    /** Classes that are kept for the next guest that has the same code; those in use stay with their users. */
    static final int KEPT = 1_024;

    static final long KEPT_BYTES = 32L << 20;
    /** A class takes about that much of the heap and of metaspace, by its length. */
    private static final int FACTOR = 4;

    private record Shape(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Shape shape && Arrays.equals(bytes, shape.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** Constructors in the order of their last use; guarded by itself, as the size of all is. */
    private static final Map<Shape, MethodHandle> CLASSES = new LinkedHashMap<>(16, 0.75f, true);

    private static final LongAdder BROKEN = new LongAdder();

    private static long keptBytes;
    private static long made;

    /** Returns how many classes were made. */
    static long made() {
        synchronized (CLASSES) {
            return made;
        }
    }

    /** Returns how many classes the JVM has refused. */
    static long broken() {
        return BROKEN.sum();
    }

    static int kept() {
        synchronized (CLASSES) {
            return CLASSES.size();
        }
    }

    @Override
    public CompiledCode compile(GuestInstance guest, CodeLayout layout, int code, int frame, CodeHistory history) {
        try {
            var written = Emitter.write(Templates::new, new CodeReader(guest, code), layout, frame, history);
            var compiled = (CompiledCode)
                    constructor(written.bytes(), CodeTable.of(guest).functions().lookup())
                            .invoke(code, FACTOR * written.bytes().length, written.pool());
            return compiled.withEntries(written.entries());
        } catch (CodeReader.NotCompiled | StackOverflowError | OutOfMemoryError staysWithTheInterpreter) {
            return null;
        } catch (LinkageError wrong) {
            // A defect of this compiler: the JVM verifies what it writes.
            BROKEN.increment();
            return null;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the class of a code object cannot be made", e);
        }
    }

    @Override
    public RowCode compileRows(GuestInstance guest, CodeLayout layout, RowLayout rowLayout, RowFunction function) {
        try {
            return RowCompiler.compile(guest, layout, rowLayout, function);
        } catch (CodeReader.NotCompiled | StackOverflowError | OutOfMemoryError staysWithPython) {
            return null;
        } catch (LinkageError wrong) {
            BROKEN.increment();
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the class of a kernel cannot be made", e);
        }
    }

    private static MethodHandle constructor(byte[] bytes, MethodHandles.Lookup place)
            throws ReflectiveOperationException {
        var shape = new Shape(bytes);
        synchronized (CLASSES) {
            MethodHandle known = CLASSES.get(shape);
            if (known != null) {
                return known;
            }
        }
        var hidden = place.defineHiddenClass(bytes, true);
        MethodHandle constructor = hidden.findConstructor(
                        hidden.lookupClass(), MethodType.methodType(void.class, int.class, int.class, int[].class))
                .asType(MethodType.methodType(CompiledCode.class, int.class, int.class, int[].class));
        synchronized (CLASSES) {
            made++;
            if (CLASSES.put(shape, constructor) == null) {
                keptBytes += bytes.length;
            }
            var oldest = CLASSES.keySet().iterator();
            while (CLASSES.size() > KEPT || keptBytes > KEPT_BYTES) {
                keptBytes -= oldest.next().bytes.length;
                oldest.remove();
            }
        }
        return constructor;
    }
}
