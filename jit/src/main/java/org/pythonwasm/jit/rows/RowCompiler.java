package org.pythonwasm.jit.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.machine.code.CodeLayout;
import org.pythonwasm.machine.code.CodeRuntime;
import org.pythonwasm.machine.code.CodeTable;
import org.pythonwasm.machine.code.RowCode;
import org.pythonwasm.machine.code.RowFunction;
import org.pythonwasm.machine.code.RowKernel;
import org.pythonwasm.machine.code.RowLayout;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;

/** Makes the kernels of typed functions, and keeps one for each shape of code for all guests of the JVM. Thread-safe. */
public final class RowCompiler {
    /** Kernels that are kept for the next guest that has the same function. */
    private static final int KEPT = 512;
    /** A class takes about that much of the heap and of metaspace, by its length. */
    private static final int FACTOR = 4;

    /** Flags of code with {@code *arguments} or {@code **arguments}. */
    private static final int NOT_PLAIN = 0x04 | 0x08;

    /** In the order of their last use, by class file; guarded by itself. */
    private static final Map<ByteBuffer, RowKernel> KERNELS = new LinkedHashMap<>(16, 0.75f, true);

    private RowCompiler() {}

    /** Returns how many kernels are kept. */
    public static int kept() {
        synchronized (KERNELS) {
            return KERNELS.size();
        }
    }

    /** @param names with the guards that the class needs */
    record Written(byte[] bytes, RowNames names, int version, int code) {}

    /** Whatever the memory says, a kernel is made, or an exception says that the function stays with the interpreter. */
    public static RowCode compile(GuestInstance guest, CodeLayout layout, RowLayout rowLayout, RowFunction function)
            throws CodeReader.NotCompiled, ReflectiveOperationException {
        var written = write(guest, layout, rowLayout, function);
        return new RowCode(
                kernel(written.bytes, CodeTable.of(guest).functions().lookup()),
                written.version,
                written.code,
                CodeRuntime.get(written.code + CodeLayout.CODE_INSTRUMENTATION, guest),
                List.copyOf(written.names.guards()),
                written.names.inputs().size(),
                FACTOR * written.bytes.length);
    }

    /** Whatever the memory says, a class is written, or an exception says that it is none of a function. */
    static Written write(GuestInstance guest, CodeLayout layout, RowLayout rowLayout, RowFunction function)
            throws CodeReader.NotCompiled {
        int callable = function.callable();
        try {
            guest.checkRange(callable, CodeLayout.FUNCTION_VERSION + Integer.BYTES);
            int version = CodeRuntime.get(callable + CodeLayout.FUNCTION_VERSION, guest);
            int code = CodeRuntime.get(callable + CodeLayout.FUNCTION_CODE, guest);
            if (!CodeRuntime.isType(callable, layout.functionType(), guest)
                    || version == 0
                    || CodeRuntime.get(callable + RowLayout.FUNCTION_VECTORCALL, guest) != rowLayout.vectorcall()) {
                throw new CodeReader.NotCompiled("it is no function that can be known again");
            }
            Map<Integer, CodeReader> read = new HashMap<>();
            RowWriter.Readers readers = address -> {
                CodeReader known = read.get(address);
                if (known == null) {
                    known = new CodeReader(guest, address);
                    read.put(address, known);
                }
                return known;
            };
            CodeReader reader = readers.read(code);
            if (!isPlain(reader, function.parameters().size())) {
                throw new CodeReader.NotCompiled("it has other parameters");
            }
            var writer = new RowWriter(
                    function, readers, variables -> new RowNames(guest, layout, rowLayout, callable, variables));
            return new Written(writer.write(reader), writer.names(), version, code);
        } catch (GuestTrap | IndexOutOfBoundsException outside) {
            throw new CodeReader.NotCompiled("it lies outside of the memory");
        }
    }

    /** Whether a call with that many arguments by position fills its parameters, and runs to its end. */
    static boolean isPlain(CodeReader reader, int arguments) {
        return !reader.generator
                && (reader.get(reader.code + CodeLayout.CODE_FLAGS) & NOT_PLAIN) == 0
                && reader.get(reader.code + CodeLayout.CODE_ARGUMENTS) == arguments
                && reader.get(reader.code + RowLayout.CODE_KEYWORDS) == 0
                && arguments <= reader.slots;
    }

    private static RowKernel kernel(byte[] bytes, MethodHandles.Lookup place) throws ReflectiveOperationException {
        var shape = ByteBuffer.wrap(bytes);
        synchronized (KERNELS) {
            RowKernel known = KERNELS.get(shape);
            if (known != null) {
                return known;
            }
        }
        var hidden = place.defineHiddenClass(bytes, true);
        RowKernel kernel;
        try {
            kernel = (RowKernel) hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the class of a kernel cannot be made", e);
        }
        synchronized (KERNELS) {
            KERNELS.put(shape, kernel);
            var oldest = KERNELS.keySet().iterator();
            while (KERNELS.size() > KEPT) {
                oldest.next();
                oldest.remove();
            }
        }
        return kernel;
    }
}
