package org.pythonwasm.modules;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmWriter;
import com.dylibso.chicory.wasm.types.RawSection;
import com.dylibso.chicory.wasm.types.SectionId;
import java.io.ByteArrayOutputStream;
import java.util.function.IntPredicate;

/**
 * Removes from a module what its classes replace: the bodies of compiled functions become a trap, and custom sections
 * are dropped, so that an application parses little when it starts.
 */
final class ModuleReducer {
    /** No locals, unreachable, end. */
    private static final byte[] TRAP = {0, 0, 0x0B};

    private final byte[] code;
    private int position;

    private ModuleReducer(byte[] code) {
        this.code = code;
    }

    /** @param kept whether a function, counted without imports, keeps its body */
    static byte[] reduce(byte[] module, IntPredicate kept) {
        var writer = new WasmWriter();
        Parser.parseWithoutDecoding(module, section -> {
            if (section.sectionId() == SectionId.CODE) {
                writer.writeSection(SectionId.CODE, new ModuleReducer(((RawSection) section).contents()).reduce(kept));
            } else if (section.sectionId() != SectionId.CUSTOM) {
                writer.writeSection((RawSection) section);
            }
        });
        return writer.bytes();
    }

    private byte[] reduce(IntPredicate kept) {
        var out = new ByteArrayOutputStream();
        int count = readUnsigned();
        WasmWriter.writeVarUInt32(out, count);
        for (int i = 0; i < count; i++) {
            int size = readUnsigned();
            if (kept.test(i)) {
                WasmWriter.writeVarUInt32(out, size);
                out.write(code, position, size);
            } else {
                WasmWriter.writeVarUInt32(out, TRAP.length);
                out.write(TRAP, 0, TRAP.length);
            }
            position += size;
        }
        return out.toByteArray();
    }

    /** LEB128. */
    private int readUnsigned() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = code[position++];
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
