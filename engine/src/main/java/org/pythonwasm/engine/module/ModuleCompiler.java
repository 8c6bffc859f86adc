package org.pythonwasm.engine.module;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Translates a module to JVM classes. Functions that are too long for a JVM method are left to Chicory's interpreter. */
final class ModuleCompiler {
    private static final String CLASS_NAME = "org.pythonwasm.engine.foreign.Module";
    private static final int FUNCTIONS_A_CLASS = 256;

    private final ModuleFile file;
    private final WasmModule module;
    private final Consumer<String> progress;
    private int said;

    ModuleCompiler(ModuleFile file, Consumer<String> progress) {
        this.file = file;
        this.module = file.parse();
        this.progress = progress;
    }

    /** Says how far it is, a class at a time. There may be several: the compiler begins anew behind a function that is too long. */
    private final class Classes extends ByteClassCollector {
        private int classes;

        @Override
        public void put(String className, byte[] bytes) {
            super.put(className, bytes);
            classes++;
            int done = Math.min(99, 100 * classes * FUNCTIONS_A_CLASS / Math.max(1, functions()));
            if (done / 10 > said) {
                said = done / 10;
                progress.accept("compiling " + file.file().getFileName() + ", once: " + done + " %");
            }
        }
    }

    private int functions() {
        return module.functionSection().functionCount();
    }

    CompiledModule compile() {
        long start = System.nanoTime();
        var compiled = Compiler.builder(module)
                .withClassName(CLASS_NAME)
                .withMaxFunctionsPerClass(FUNCTIONS_A_CLASS)
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .withClassCollectorFactory(Classes::new)
                .build()
                .compile();
        var interpreted = new TreeSet<>(compiled.interpretedFunctions());
        progress.accept(String.format("compiled %s: %,d functions in %.0f s", file.file().getFileName(), functions(),
                (System.nanoTime() - start) / 1e9));
        if (!interpreted.isEmpty()) {
            progress.accept("warning: too long for a JVM method, so interpreted and slow: "
                    + interpreted.stream().map(this::name).collect(Collectors.joining(", ")));
        }
        byte[] reduced = ModuleReducer.reduce(file.bytes(), i -> interpreted.contains(i + imports()));
        return new CompiledModule(reduced, ModuleFile.entry(module), file.minorVersion(), functions(), file.bytes().length,
                List.copyOf(interpreted.stream().map(this::name).toList()), compiled.collector().mainClassName(),
                compiled.classBytes());
    }

    private int imports() {
        return (int) module.importSection().stream().filter(i -> i.importType() == ExternalType.FUNCTION).count();
    }

    private String name(int function) {
        String name = module.nameSection() == null ? null : module.nameSection().nameOfFunction(function);
        return name == null ? "function " + function : name;
    }
}
