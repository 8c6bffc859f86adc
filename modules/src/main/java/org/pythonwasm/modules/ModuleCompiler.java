package org.pythonwasm.modules;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.internal.ByteClassCollector;
import com.dylibso.chicory.compiler.internal.Compiler;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.pythonwasm.translator.bytecode.ModuleRewriter;

/**
 * Translates a module to JVM classes, as far as possible without methods that are too long for the JVM's JIT compiler.
 */
final class ModuleCompiler {
    private static final String CLASS_NAME = "org.pythonwasm.engine.foreign.Module";
    private static final int FUNCTIONS_A_CLASS = 256;

    private final ModuleFile file;
    private final WasmModule module;
    private final LongFunctions longFunctions;
    private final Consumer<String> progress;
    private int said;

    ModuleCompiler(ModuleFile file, Consumer<String> progress) {
        this(file, progress, LongFunctions.TRANSLATION);
    }

    /** @param translation see {@link LongFunctions} */
    ModuleCompiler(ModuleFile file, Consumer<String> progress, String translation) {
        this.file = file;
        this.module = file.parse();
        this.longFunctions = new LongFunctions(module, translation);
        this.progress = progress;
    }

    /**
     * Reports the progress, one class at a time. There may be several of these: the compiler begins again after a
     * function that is too long.
     */
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

    /** @param key of the result in the cache */
    CompiledModule compile(String key) {
        long start = System.nanoTime();
        Set<Integer> expected = longFunctions.find();
        Compiler compiler = expected.isEmpty() ? compiler(Set.of()) : without(expected);
        var compiled = compiler.compile();
        var leftOut = new TreeSet<>(compiled.interpretedFunctions());
        var translated = longFunctions.translate(compiler, leftOut, CLASS_NAME);
        var classes = ModuleRewriter.rewrite(compiled.classBytes(), translated);
        var done = translated.stream()
                .map(method -> Integer.parseInt(method.name.substring("func_".length())))
                .collect(Collectors.toSet());
        String machine = compiled.collector().mainClassName();
        classes.computeIfPresent(machine, (name, code) -> MachineCalls.toMethods(code, done));
        leftOut.removeAll(done);
        progress.accept(String.format(
                "compiled %s: %,d functions in %.0f s",
                file.file().getFileName(), functions(), (System.nanoTime() - start) / 1e9));
        if (!leftOut.isEmpty()) {
            progress.accept("warning: not to be compiled, so interpreted and slow: "
                    + leftOut.stream().map(this::name).collect(Collectors.joining(", ")));
        }
        byte[] reduced = ModuleReducer.reduce(file.bytes(), i -> leftOut.contains(i + longFunctions.imports()));
        return new CompiledModule(
                key,
                reduced,
                CompiledModule.parse(reduced),
                ModuleFile.entry(module),
                file.minorVersion(),
                functions(),
                file.bytes().length,
                leftOut.stream().map(this::name).toList(),
                machine,
                classes);
    }

    /** Compiles without the functions that are too long, so that Chicory need not begin again after each of them. */
    private Compiler without(Set<Integer> functions) {
        try {
            return compiler(functions);
        } catch (ChicoryException anotherIsTooLong) {
            said = 0;
            return compiler(Set.of());
        }
    }

    private Compiler compiler(Set<Integer> leftOut) {
        return Compiler.builder(module)
                .withClassName(CLASS_NAME)
                .withMaxFunctionsPerClass(FUNCTIONS_A_CLASS)
                .withInterpretedFunctions(leftOut)
                .withInterpreterFallback(leftOut.isEmpty() ? InterpreterFallback.SILENT : InterpreterFallback.FAIL)
                .withClassCollectorFactory(Classes::new)
                .build();
    }

    private String name(int function) {
        String name = module.nameSection() == null ? null : module.nameSection().nameOfFunction(function);
        return name == null ? "function " + function : name;
    }
}
