package org.pythonwasm.engine.module;

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
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A translated module: classes for its functions, and the rest of it. Immutable, thread-safe; classes are defined when they are
 * first used.
 *
 * @param key of its entry in the cache
 * @param reduced the module without the bodies that the classes replace
 * @param entry the export that runs it
 * @param minor of the version of Python, 3.x; -1 where the module does not say
 * @param functions how many it defines
 * @param size of the file, in bytes
 * @param interpreted names of functions that are too long for the JVM
 * @param mainClass the machine's name
 * @param classes by name
 */
record CompiledModule(String key, byte[] reduced, String entry, int minor, int functions, int size,
        List<String> interpreted, String mainClass, Map<String, byte[]> classes) {

    /** From the cache, or compiled and put there. */
    static CompiledModule load(Path path, ClassCache cache, Consumer<String> progress) {
        var file = ModuleFile.read(path);
        String key = ClassCache.key(Hash.hex(file.bytes()));
        return cache.get(key).map(entry -> read(key, entry)).orElseGet(() -> {
            var compiled = new ModuleCompiler(file, progress).compile(key);
            cache.put(key, compiled.write());
            return compiled;
        });
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
            var classes = new HashMap<String, byte[]>();
            for (int left = in.readInt(); left > 0; left--) {
                classes.put(in.readUTF(), readBytes(in));
            }
            return new CompiledModule(key, reduced, export, minor, functions, size, interpreted, mainClass, classes);
        } catch (IOException e) {
            throw new UncheckedIOException("an entry of the cache has the right hash and the wrong form", e);
        }
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /** The rest of the module, which was validated when it was compiled. */
    WasmModule parse() {
        return Parser.builder().withValidation(false).build().parse(() -> new ByteArrayInputStream(reduced));
    }

    /** Makes the machine of an instance. */
    Function<Instance, Machine> machines() {
        var loader = new Classes(classes);
        try {
            var constructor = loader.loadClass(mainClass).asSubclass(Machine.class).getConstructor(Instance.class);
            return instance -> {
                try {
                    return constructor.newInstance(instance);
                } catch (InvocationTargetException e) {
                    throw new IllegalStateException("the module's code cannot be linked", e.getCause());
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the module's code lacks " + mainClass, e);
        }
    }

    private static final class Classes extends ClassLoader {
        private final Map<String, byte[]> bytes = new HashMap<>();

        Classes(Map<String, byte[]> classes) {
            super(Instance.class.getClassLoader());
            classes.forEach((name, code) -> bytes.put(name.replace('/', '.'), code));
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] code = bytes.get(name);
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, code, 0, code.length);
        }
    }
}
