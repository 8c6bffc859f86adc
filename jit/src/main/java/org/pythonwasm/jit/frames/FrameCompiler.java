package org.pythonwasm.jit.frames;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.machine.code.CodeHistory;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CodeTable;
import org.pythonwasm.machine.code.CompiledCode;
import org.pythonwasm.machine.memory.GuestInstance;

/**
 * Makes a hidden class of a code object. Addresses and versions are fields of its instances, so that all guests whose code has the
 * same shape share the class, and what the JVM's compiler makes of it. Thread-safe.
 */
public final class FrameCompiler {
    /** Classes that are kept for the next guest that has the same code; those in use stay with their users. */
    private static final int KEPT = 1_024;

    private static final long KEPT_BYTES = 32L << 20;
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

    private static long keptBytes;
    private static long made;

    private FrameCompiler() {}

    /** Returns how many classes were made. */
    public static long made() {
        synchronized (CLASSES) {
            return made;
        }
    }

    /** Whatever the memory says, an object is made, or an exception says that the code stays with the interpreter. */
    public static CompiledCode compile(GuestInstance guest, CodeLayout layout, int code, int frame, CodeHistory history)
            throws CodeReader.NotCompiled, ReflectiveOperationException {
        var written = Emitter.write(Templates::new, new CodeReader(guest, code), layout, frame, history);
        var constructor =
                constructor(written.bytes(), CodeTable.of(guest).functions().lookup());
        CompiledCode compiled;
        try {
            compiled = (CompiledCode) constructor.invokeExact(code, FACTOR * written.bytes().length, written.pool());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the constructor of a code object's class throws", e);
        }
        return compiled.withEntries(written.entries());
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
