package org.pythonwasm.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.WasmWriter;
import com.dylibso.chicory.wasm.types.SectionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that is too long for a method is cut into several; without Chicory's help it is interpreted, and said to be. */
class LongFunctionsTest {
    private static final int ROUNDS = 20_000;

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    /** Exports {@code _start} and {@code count}, whose one function adds one that many times. */
    private ModuleFile module() throws IOException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 0x41, 0});
        for (int i = 0; i < ROUNDS; i++) {
            body.writeBytes(new byte[] {0x41, 1, 0x6A});
        }
        body.write(0x0B);
        var writer = new WasmWriter();
        writer.writeSection(SectionId.TYPE, new byte[] {2, 0x60, 0, 0, 0x60, 0, 1, 0x7F});
        writer.writeSection(SectionId.FUNCTION, new byte[] {2, 0, 1});
        writer.writeSection(SectionId.MEMORY, new byte[] {1, 0, 1});
        writer.writeSection(SectionId.EXPORT, exports());
        writer.writeSection(SectionId.CODE, code(body.toByteArray()));
        return ModuleFile.read(Files.write(directory.resolve("python.wasm"), writer.bytes()));
    }

    private static byte[] exports() {
        var out = new ByteArrayOutputStream();
        out.write(2);
        out.writeBytes(new byte[] {6, '_', 's', 't', 'a', 'r', 't', 0, 0});
        out.writeBytes(new byte[] {5, 'c', 'o', 'u', 'n', 't', 0, 1});
        return out.toByteArray();
    }

    private static byte[] code(byte[] body) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {2, 2, 0, 0x0B});
        WasmWriter.writeVarUInt32(out, body.length);
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static long count(CompiledModule compiled) {
        return Instance.builder(compiled.wasm())
                .withMachineFactory(compiled.machines())
                .withStart(false)
                .build()
                .export("count")
                .apply()[0];
    }

    @Test
    void a_long_function_is_compiled() throws IOException {
        var compiled = new ModuleCompiler(module(), said::add).compile("key");
        assertEquals(List.of(), compiled.interpreted());
        assertEquals(ROUNDS, count(compiled));
    }

    @Test
    void it_is_interpreted_and_named_where_chicory_is_another_version() throws IOException {
        var compiled = new ModuleCompiler(module(), said::add, "a method that is not there").compile("key");
        assertEquals(List.of("function 1"), compiled.interpreted());
        assertEquals(ROUNDS, count(compiled));
        assertTrue(said.contains("warning: not to be compiled, so interpreted and slow: function 1"), said.toString());
    }
}
