package org.pythonwasm.engine;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmWriter;
import com.dylibso.chicory.wasm.types.RawSection;
import com.dylibso.chicory.wasm.types.SectionId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Small modules, and large ones changed a little. */
final class WasmText {
    private WasmText() {}

    static byte[] module(byte[]... sections) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        for (byte[] section : sections) {
            out.writeBytes(section);
        }
        return out.toByteArray();
    }

    static byte[] section(int id, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(id);
        WasmWriter.writeVarUInt32(out, content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] bytes(Object... parts) {
        var out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof String text) {
                WasmWriter.writeVarUInt32(out, text.length());
                out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            } else if (part instanceof byte[] more) {
                out.writeBytes(more);
            } else {
                out.write((Integer) part);
            }
        }
        return out.toByteArray();
    }

    /** One type, {@code () -> ()}. */
    static byte[] noType() {
        return section(SectionId.TYPE, bytes(1, 0x60, 0, 0));
    }

    /** A program whose one function has that body, with a page of memory that holds the text. */
    static byte[] program(String text, byte... body) {
        return module(
                section(SectionId.TYPE, bytes(2, 0x60, 0, 0, 0x60, 4, 0x7F, 0x7F, 0x7F, 0x7F, 1, 0x7F)),
                section(SectionId.IMPORT, bytes(1, "wasi_snapshot_preview1", "fd_write", 0, 1)),
                section(SectionId.FUNCTION, bytes(1, 0)),
                section(SectionId.MEMORY, bytes(1, 0, 1)),
                section(SectionId.EXPORT, bytes(2, "_start", 0, 1, "memory", 2, 0)),
                section(SectionId.CODE, bytes(1, body.length + 2, 0, body, 0x0B)),
                section(SectionId.DATA, bytes(1, 0, 0x41, 0, 0x0B, data(text))));
    }

    /** A vector for fd_write at 0 that says where the text is, then the text at 16. */
    private static byte[] data(String text) {
        byte[] vector = new byte[16];
        vector[0] = 16;
        vector[4] = (byte) text.length();
        var out = new ByteArrayOutputStream();
        WasmWriter.writeVarUInt32(out, vector.length + text.length());
        out.writeBytes(vector);
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    /** The same program, without names, its export {@code _start} called {@code __main_void}, and longer by a custom section. */
    static byte[] asLongNamelessReactor(byte[] module, int padding) {
        var writer = new WasmWriter();
        Parser.parseWithoutDecoding(module, section -> {
            if (section.sectionId() == SectionId.EXPORT) {
                writer.writeSection(SectionId.EXPORT, renamed(((RawSection) section).contents()));
            } else if (section.sectionId() != SectionId.CUSTOM) {
                writer.writeSection((RawSection) section);
            }
        });
        writer.writeSection(SectionId.CUSTOM, bytes("padding", new byte[padding]));
        return writer.bytes();
    }

    private static byte[] renamed(byte[] exports) {
        byte[] from = bytes("_start");
        byte[] to = bytes("__main_void");
        for (int i = 0; i <= exports.length - from.length; i++) {
            if (Arrays.equals(exports, i, i + from.length, from, 0, from.length)) {
                var out = new ByteArrayOutputStream();
                out.write(exports, 0, i);
                out.writeBytes(to);
                out.write(exports, i + from.length, exports.length - i - from.length);
                return out.toByteArray();
            }
        }
        throw new IllegalArgumentException("the module exports no _start");
    }
}
