package org.pythonwasm.modules;

import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.Import;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pythonwasm.engine.PythonModuleException;

/** A module on disk, and the check of its faults. */
final class ModuleFile {
    private static final String WASI = WasiFunctions.MODULE;
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};

    private final Path file;
    private final byte[] bytes;

    private ModuleFile(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static ModuleFile read(Path file) {
        try {
            var module = new ModuleFile(file, Files.readAllBytes(file));
            module.checkHeader();
            return module;
        } catch (NoSuchFileException e) {
            throw new PythonModuleException("the module " + file + " is not there", e);
        } catch (IOException e) {
            throw new PythonModuleException("the module " + file + " cannot be read: " + e, e);
        }
    }

    private void checkHeader() {
        int known = Math.min(MAGIC.length, bytes.length);
        if (bytes.length < MAGIC.length || !Arrays.equals(bytes, 0, known, MAGIC, 0, known)) {
            throw new PythonModuleException(file + " is no WebAssembly module: it begins with " + beginning()
                    + ", expected 00 61 73 6d (\\0asm)");
        }
        if (bytes.length < 8) {
            throw new PythonModuleException(
                    file + " is a truncated WebAssembly module: it has " + bytes.length + " bytes");
        }
        int version = bytes[4] & 0xFF | (bytes[5] & 0xFF) << 8;
        int layer = bytes[6] & 0xFF | (bytes[7] & 0xFF) << 8;
        if (layer == 1) {
            throw new PythonModuleException(
                    file + " is a WebAssembly component: expected a core module, built for WASI "
                            + "preview 1 (wasm32-wasi or wasm32-wasip1)");
        }
        if (version != 1 || layer != 0) {
            throw new PythonModuleException(file + " is WebAssembly of version " + version + ", layer " + layer
                    + ": expected version 1, layer 0");
        }
    }

    private String beginning() {
        return bytes.length == 0
                ? "nothing, for it is empty"
                : Stream.iterate(0, i -> i < Math.min(4, bytes.length), i -> i + 1)
                        .map(i -> String.format("%02x", bytes[i]))
                        .collect(Collectors.joining(" "));
    }

    Path file() {
        return file;
    }

    byte[] bytes() {
        return bytes;
    }

    WasmModule parse() {
        WasmModule module;
        try {
            module = Parser.parse(bytes);
        } catch (ChicoryException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new PythonModuleException(
                    file + " is truncated or damaged, or uses what is not supported: " + e.getMessage(), e);
        }
        checkImports(module);
        checkEntry(module);
        return module;
    }

    private void checkImports(WasmModule module) {
        List<Import> unknown = module.importSection().stream()
                .filter(i -> i.importType() != ExternalType.FUNCTION
                        || !i.module().equals(WASI)
                        || !WasiFunctions.isKnown(i.name()))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        if (unknown.stream().allMatch(i -> i.module().equals("python_wasm"))) {
            throw new PythonModuleException(
                    file + " is this project's own guest, which the engine has built in: leave out the module");
        }
        String names =
                unknown.stream().limit(3).map(i -> i.module() + "." + i.name()).collect(Collectors.joining(", "));
        String more = unknown.size() > 3 ? " and " + (unknown.size() - 3) + " more" : "";
        throw new PythonModuleException(file + " imports " + names + more + ": expected functions of " + WASI
                + " alone, a module built for WASI preview 1");
    }

    private void checkEntry(WasmModule module) {
        if (entry(module) == null) {
            throw new PythonModuleException(
                    file + " exports neither _start nor __main_void: expected a program, such as "
                            + "CPython's python.wasm, and found a library; a reactor keeps its main function when it is linked with "
                            + "-Wl,--export=__main_void");
        }
        if (module.memorySection().isEmpty()) {
            throw new PythonModuleException(
                    file + " has no memory of its own: expected a program built for WASI preview 1");
        }
    }

    /** Returns the export that runs the program: of a command, or of a reactor that kept its main function. */
    static String entry(WasmModule module) {
        var exports = module.exportSection();
        String found = null;
        for (int i = 0; i < exports.exportCount(); i++) {
            String name = exports.getExport(i).name();
            if (name.equals("_start")) {
                return name;
            }
            if (name.equals("__main_void")) {
                found = name;
            }
        }
        return found;
    }

    /** Returns the minor version of Python 3, by the tag in the names of its compiled files; -1 if there is none. */
    int minorVersion() {
        byte[] start = "cpython-3".getBytes(StandardCharsets.US_ASCII);
        int[] votes = new int[100];
        for (int i = 0; i <= bytes.length - start.length - 2; i++) {
            if (bytes[i] == 'c' && Arrays.equals(bytes, i, i + start.length, start, 0, start.length)) {
                votes[number(i + start.length)]++;
            }
        }
        int best = -1;
        for (int minor = 1; minor < votes.length; minor++) {
            best = votes[minor] > (best < 0 ? 0 : votes[best]) ? minor : best;
        }
        return best;
    }

    /** Returns the number of one or two digits at that place; 0 if there is none. */
    private int number(int place) {
        int first = bytes[place] - '0';
        int second = bytes[place + 1] - '0';
        return first < 0 || first > 9 ? 0 : second < 0 || second > 9 ? first : 10 * first + second;
    }
}
