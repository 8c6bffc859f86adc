package org.pythonwasm.bench.trino;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.pythonwasm.bench.harness.PythonSystem;
import org.pythonwasm.bench.harness.Worker;
import run.endive.runtime.CompiledModule;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.wasi.WasiOptions;
import run.endive.wasi.WasiPreview1;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/**
 * Trino's Python guest, used as in Trino's functions plugin: an instance for each function, the source in
 * /guest/guest.py, {@code setup} once with the types, {@code execute} for each row. The function here has no argument
 * and returns VARCHAR.
 */
public final class TrinoGuest implements PythonSystem {
    private static final int ROW = 0;
    private static final int VARCHAR = 11;
    private static final String MODULE = "io.trino.wasm.python.Python";

    private final CompiledModule module;

    /** Trino's class needs Java 25, so this class, which is for 17, refers to it by name only. */
    private TrinoGuest() throws ReflectiveOperationException {
        module = (CompiledModule) Class.forName(MODULE).getConstructor().newInstance();
    }

    public static void main(String[] arguments) throws Exception {
        Worker.run(TrinoGuest::new, arguments);
    }

    @Override
    public String version() {
        var ofGuest = module.getClass().getPackage().getImplementationVersion();
        return "trino-wasm-python " + ofGuest + " on Java " + System.getProperty("java.vm.version");
    }

    @Override
    public Program load(String name, String source) throws IOException {
        Path directory = Files.createTempDirectory("guest");
        Path file = Files.writeString(directory.resolve("guest.py"), source);
        try {
            return new Function(directory);
        } finally {
            Files.delete(file);
            Files.delete(directory);
        }
    }

    private final class Function implements Program {
        private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        private final WasiPreview1 wasi;
        private final Instance instance;
        private final int row;
        private String raised;

        private Function(Path directory) {
            wasi = WasiPreview1.builder()
                    .withOptions(WasiOptions.builder()
                            .withStdout(System.out)
                            .withStderr(errors)
                            .withDirectory("/guest", directory)
                            .build())
                    .build();
            var imports = ImportValues.builder()
                    .addFunction(wasi.toHostFunctions())
                    .addFunction(returnError())
                    .build();
            instance = Instance.builder(module.wasmModule())
                    .withMachineFactory(module.machineFactory())
                    .withImportValues(imports)
                    .build();
            call(
                    "setup",
                    store("check\0".getBytes(StandardCharsets.US_ASCII)),
                    store(integers(ROW, 0)),
                    store(integers(VARCHAR)));
            row = store(new byte[] {1});
        }

        private HostFunction returnError() {
            var type = FunctionType.of(Collections.nCopies(5, ValType.I32), List.of());
            return new HostFunction("trino", "return_error", type, (guest, arguments) -> {
                raised = guest.memory().readString((int) arguments[1], (int) arguments[2]);
                return null;
            });
        }

        /** The result is its length, a byte that marks it as not NULL, and the text with its own length. */
        @Override
        public String check() {
            int result = (int) call("execute", row)[0];
            if (result == 0 || raised != null) {
                throw new IllegalStateException(raised == null ? "no result" : raised);
            }
            String text =
                    instance.memory().readString(result + 9, instance.memory().readInt(result + 5));
            call("deallocate", result);
            return text;
        }

        private long[] call(String export, long... arguments) {
            try {
                return instance.export(export).apply(arguments);
            } catch (RuntimeException e) {
                String message = errors.toString(StandardCharsets.UTF_8).strip();
                throw message.isEmpty() ? e : new IllegalStateException(lastLine(message), e);
            }
        }

        private static String lastLine(String message) {
            return message.substring(message.lastIndexOf('\n') + 1);
        }

        private int store(byte[] bytes) {
            int address = (int) call("allocate", bytes.length)[0];
            instance.memory().write(address, bytes);
            return address;
        }

        private static byte[] integers(int... values) {
            var buffer = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int value : values) {
                buffer.putInt(value);
            }
            return buffer.array();
        }

        @Override
        public void close() {
            wasi.close();
        }
    }
}
