package org.pythonwasm.modules;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.WasmModule;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pythonwasm.engine.PythonModule;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.engine.internal.process.CustomModule;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.memory.LinearMemory;
import org.pythonwasm.machine.wasi.Program;
import org.pythonwasm.machine.wasi.StandardStreams;
import org.pythonwasm.machine.wasi.Wasi;

/** A custom module, compiled, with all that its guests see. Immutable, thread-safe. */
public final class LoadedModule implements CustomModule {
    private static final int OLDEST_MINOR = 11;

    private final PythonModule module;
    private final Grants grants;
    private final CompiledModule compiled;
    private final ClassCache cache;
    private final WasmModule wasm;
    private final Function<Instance, Machine> machines;
    private final Optional<Library> library;
    private final String home;

    private LoadedModule(PythonModule module, Grants grants, CompiledModule complete, ClassCache cache) {
        this.module = module;
        this.grants = grants;
        this.compiled = complete.withoutCode();
        this.cache = cache;
        requireVersion();
        this.home = module.home().orElse("/usr/local");
        this.library = findLibrary();
        with(library);
        this.wasm = compiled.wasm();
        this.machines = complete.machines();
    }

    /** As {@link org.pythonwasm.engine.internal.process.ModuleProvider#load}. */
    public static LoadedModule load(PythonModule module, Grants grants, ClassCache cache, Consumer<String> progress) {
        return new LoadedModule(module, grants, CompiledModule.load(module.file(), cache, progress), cache);
    }

    private void requireVersion() {
        if (compiled.minor() < 0) {
            throw new PythonModuleException(
                    module.file() + " holds no tag of CPython 3 (cpython-3xx): expected a build of CPython");
        }
        if (compiled.minor() < OLDEST_MINOR) {
            throw new PythonModuleException(
                    module.file() + " is Python 3." + compiled.minor() + ": expected 3." + OLDEST_MINOR + " or newer");
        }
    }

    private Optional<Library> findLibrary() {
        Optional<Library> found = module.library().map(named -> Library.find(named, compiled.minor(), cache));
        found.ifPresent(this::requireSameVersion);
        return found;
    }

    /** Files that the cache has removed while no guest began are unpacked again. */
    private Optional<Library> libraryOfGuest() {
        boolean gone = library.flatMap(Library::unpacked)
                .filter(unpacked -> !cache.useLibrary(unpacked))
                .isPresent();
        return gone ? findLibrary() : library;
    }

    private void requireSameVersion(Library found) {
        if (found.minor() >= 0 && found.minor() != compiled.minor()) {
            throw new PythonModuleException(
                    "the library in " + found.directory() + " is that of Python 3." + found.minor()
                            + ", and " + module.file() + " is Python 3." + compiled.minor() + ": map the library of 3."
                            + compiled.minor());
        }
    }

    @Override
    public String libraryPlace() {
        return home + "/lib/python3." + compiled.minor();
    }

    @Override
    public String describe() {
        var text = new StringBuilder(String.format(
                "%s: Python 3.%d, %.1f MB, %,d functions, ",
                module.file().getFileName(), compiled.minor(), compiled.size() / 1e6, compiled.functions()));
        text.append(compiled.entry().equals("_start") ? "command" : "reactor");
        text.append(library.map(found -> ", library " + found.directory() + " at " + libraryPlace())
                .orElse(module.home()
                        .map(place -> ", library expected below " + place)
                        .orElse(", library inside the module")));
        new TreeMap<>(grants.directories())
                .forEach((place, directory) ->
                        text.append(", ").append(directory).append(" at /").append(place));
        grants.scratch().ifPresent(space -> text.append(", scratch space at /").append(space.path()));
        if (!compiled.interpreted().isEmpty()) {
            text.append(", interpreted: ").append(String.join(", ", compiled.interpreted()));
        }
        return text.toString();
    }

    @Override
    public String missingLibrary(String place) {
        return module.file() + " looks for its library in " + place
                + " and does not find it: name the library of Python 3." + compiled.minor()
                + " with withLibrary(DIRECTORY), or grant it with withReadOnlyDirectory(\"" + place + "\", DIRECTORY)";
    }

    @Override
    public Optional<byte[]> startCode(String sources) {
        return cache.get(startKey(sources)).map(entry -> {
            byte[] code = new byte[entry.remaining()];
            entry.get(code);
            return code;
        });
    }

    @Override
    public void keepStartCode(String sources, byte[] code) {
        cache.put(startKey(sources), code);
    }

    /** All settings: what a guest with others was led to import must not be given to this one. */
    private String startKey(String sources) {
        var settings = List.of(
                module.file().toAbsolutePath(),
                module.library(),
                module.home(),
                module.path(),
                module.options(),
                new TreeMap<>(grants.variables()),
                new TreeMap<>(grants.directories()),
                grants.scratch(),
                module.workingDirectory());
        return compiled.key()
                + ClassCache.START_INFIX
                + Hash.hex((settings + sources).getBytes(StandardCharsets.UTF_8))
                        .substring(0, 32);
    }

    @Override
    public PythonModule module() {
        return module;
    }

    @Override
    public Process newProcess(List<String> arguments, long memoryLimit, StandardStreams streams) {
        var limits = wasm.memorySection().orElseThrow().getMemory(0).limits();
        if (limits.initialPages() > memoryLimit / LinearMemory.PAGE) {
            throw PythonModuleException.ofMemoryLimit(module.file() + " starts with " + limits.initialPages() / 16
                    + " MiB of memory, and the limit is " + (memoryLimit >> 20) + " MiB: raise Limits.memoryBytes");
        }
        var line = Stream.of(Stream.of("python"), module.options().stream(), arguments.stream())
                .flatMap(part -> part)
                .toList();
        var wasi = new Wasi(streams, with(libraryOfGuest()), new Program(line, environment()));
        return new Run(wasi, new ModuleMemory(limits, memoryLimit));
    }

    private final class Run implements Process {
        private final Wasi wasi;
        private final ModuleMemory memory;

        Run(Wasi wasi, ModuleMemory memory) {
            this.wasi = wasi;
            this.memory = memory;
            wasi.attach(memory);
        }

        @Override
        public void run() {
            try {
                var instance = Instance.builder(wasm)
                        .withImportValues(WasiFunctions.of(wasi, wasm))
                        .withMachineFactory(machines)
                        .withMemoryFactory(declared -> memory)
                        .withStart(false)
                        .build();
                if (!compiled.entry().equals("_start") && exports("_initialize")) {
                    instance.export("_initialize").apply();
                }
                instance.export(compiled.entry()).apply();
            } finally {
                close();
            }
        }

        @Override
        public LinearMemory memory() {
            return memory;
        }

        @Override
        public void close() {
            wasi.close();
        }
    }

    private boolean exports(String name) {
        var exports = wasm.exportSection();
        for (int i = 0; i < exports.exportCount(); i++) {
            if (exports.getExport(i).name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the directories that a guest may see, with its library. */
    private Grants with(Optional<Library> libraryOfGuest) {
        return libraryOfGuest
                .map(found -> grants.withDirectory(libraryPlace(), found.directory()))
                .orElse(grants);
    }

    private Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        if (library.isPresent() || module.home().isPresent()) {
            environment.put("PYTHONHOME", home);
        }
        if (!module.path().isEmpty()) {
            environment.put("PYTHONPATH", String.join(":", module.path()));
        }
        environment.putAll(grants.variables());
        return environment;
    }
}
