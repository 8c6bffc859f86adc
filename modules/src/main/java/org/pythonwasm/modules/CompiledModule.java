package org.pythonwasm.modules;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A translated module: classes for its functions, and the remaining module. Immutable, thread-safe.
 *
 * @param key of its entry in the cache
 * @param reduced the module without the bodies that the classes replace
 * @param wasm that, parsed
 * @param entry the export that runs it
 * @param minor of the version of Python, 3.x; -1 if the module does not say
 * @param functions the number of functions it defines
 * @param size of the file, in bytes
 * @param interpreted names of functions that are too long for the JVM
 * @param mainClass the machine's name
 * @param classes by name
 */
record CompiledModule(
        String key,
        byte[] reduced,
        WasmModule wasm,
        String entry,
        int minor,
        int functions,
        int size,
        List<String> interpreted,
        String mainClass,
        Map<String, byte[]> classes) {

    /** Loads it from the cache, or compiles it and stores it there. */
    static CompiledModule load(Path path, ClassCache cache, Consumer<String> progress) {
        var known = new KnownFiles(cache);
        return known.hash(path)
                .map(ClassCache::key)
                .flatMap(key -> cached(key, cache))
                .orElseGet(() -> load(path, known, cache, progress));
    }

    /** Reads the entry while another thread checks whether it is whole. The result of a damaged entry is not used. */
    private static Optional<CompiledModule> cached(String key, ClassCache cache) {
        return cache.read(key).flatMap(entry -> {
            var whole = CompletableFuture.supplyAsync(entry::isWhole);
            CompiledModule module = null;
            try {
                module = read(key, entry.content());
            } catch (RuntimeException damaged) {
                if (whole.join()) {
                    throw damaged;
                }
            }
            return whole.join() ? Optional.of(module) : Optional.empty();
        });
    }

    private static CompiledModule load(Path path, KnownFiles known, ClassCache cache, Consumer<String> progress) {
        var start = Instant.now();
        var file = ModuleFile.read(path);
        String hash = Hash.hex(file.bytes());
        String key = ClassCache.key(hash);
        var module = cached(key, cache).orElseGet(() -> {
            var compiled = new ModuleCompiler(file, progress).compile(key);
            cache.put(key, compiled.write());
            return compiled;
        });
        known.remember(path, hash, start);
        return module;
    }

    private byte[] write() {
        var bytes = new ByteArrayOutputStream(reduced.length + (16 << 20));
        try (var out = new DataOutputStream(bytes)) {
            writeBytes(out, reduced);
            out.writeUTF(entry);
            out.writeInt(minor);
            out.writeInt(functions);
            out.writeInt(size);
            out.writeInt(interpreted.size());
            for (String name : interpreted) {
                out.writeUTF(name);
            }
            out.writeUTF(mainClass);
            out.writeInt(classes.size());
            for (var code : classes.entrySet()) {
                out.writeUTF(code.getKey());
                writeBytes(out, code.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static CompiledModule read(String key, ByteBuffer entry) {
        var in = new DataInputStream(new ByteArrayInputStream(entry.array(), entry.position(), entry.remaining()));
        try {
            byte[] reduced = readBytes(in);
            String export = in.readUTF();
            int minor = in.readInt();
            int functions = in.readInt();
            int size = in.readInt();
            var interpreted = new ArrayList<String>();
            for (int left = in.readInt(); left > 0; left--) {
                interpreted.add(in.readUTF());
            }
            String mainClass = in.readUTF();
            var classes = new LinkedHashMap<String, byte[]>();
            for (int left = in.readInt(); left > 0; left--) {
                classes.put(in.readUTF(), readBytes(in));
            }
            return new CompiledModule(
                    key, reduced, parse(reduced), export, minor, functions, size, interpreted, mainClass, classes);
        } catch (IOException e) {
            throw new UncheckedIOException("an entry of the cache has the right hash and the wrong form", e);
        }
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /** Parses the remaining module, which was validated when it was compiled. */
    static WasmModule parse(byte[] reduced) {
        return Parser.builder().withValidation(false).build().parse(() -> new ByteArrayInputStream(reduced));
    }

    /**
     * Returns the maker of an instance's machine. A thread prepares its classes meanwhile, and ends when they are
     * ready.
     */
    Function<Instance, Machine> machines() {
        return new ModuleClasses(mainClass, classes).machines();
    }

    /** Returns what is still needed after the machines are made: the bytes of the code are up to 20 MB. */
    CompiledModule withoutCode() {
        return new CompiledModule(
                key, new byte[0], wasm, entry, minor, functions, size, interpreted, mainClass, Map.of());
    }
}
