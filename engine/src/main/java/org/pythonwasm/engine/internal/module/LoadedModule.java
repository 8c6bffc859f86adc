package org.pythonwasm.engine.internal.module;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.pythonwasm.engine.PythonModule;
import org.pythonwasm.engine.PythonModule.Directory;
import org.pythonwasm.engine.PythonModuleException;

/** A module of the user's, compiled, with all that its guests see. Immutable, thread-safe. */
public final class LoadedModule {
    private static final int OLDEST_MINOR = 11;
    private static final int PAGE = 1 << 16;
    private static final AtomicLong GUESTS = new AtomicLong();

    private final PythonModule module;
    private final CompiledModule compiled;
    private final ClassCache cache;
    private final WasmModule wasm;
    private final Function<Instance, Machine> machines;
    private final Optional<Library> library;
    private final String home;

    private LoadedModule(PythonModule module, CompiledModule complete, ClassCache cache) {
        this.module = module;
        this.compiled = complete.withoutCode();
        this.cache = cache;
        requireVersion();
        this.home = module.home().orElse("/usr/local");
        this.library = findLibrary();
        module.directories().forEach(LoadedModule::requireDirectory);
        this.wasm = compiled.wasm();
        this.machines = complete.machines();
    }

    /**
     * Compiles the module, or takes it from the cache.
     *
     * @param progress gets a line now and then while it compiles, and warnings
     * @throws PythonModuleException it cannot be used
     */
    public static LoadedModule load(PythonModule module, ClassCache cache, Consumer<String> progress) {
        // A guest needs them at once: they are loaded while the module is read.
        CompletableFuture.runAsync(ModuleFile::provided);
        return new LoadedModule(module, CompiledModule.load(module.file(), cache, progress), cache);
    }

    private void requireVersion() {
        if (compiled.minor() < 0) {
            throw new PythonModuleException(
                    module.file() + " holds no tag of CPython 3 (cpython-3xx): expected a build of CPython");
        }
        if (compiled.minor() < OLDEST_MINOR) {
            throw new PythonModuleException(module.file() + " is Python 3." + compiled.minor() + ": expected 3."
                    + OLDEST_MINOR + " or newer");
        }
    }

    private Optional<Library> findLibrary() {
        Optional<Library> found = module.library().map(named -> Library.find(named, compiled.minor(), cache));
        found.ifPresent(this::requireSameVersion);
        return found;
    }

    /** What the cache has removed while no guest began is unpacked again. */
    private Optional<Library> libraryOfGuest() {
        boolean gone = library.flatMap(Library::unpacked).filter(unpacked -> !cache.useLibrary(unpacked)).isPresent();
        return gone ? findLibrary() : library;
    }

    private void requireSameVersion(Library found) {
        if (found.minor() >= 0 && found.minor() != compiled.minor()) {
            throw new PythonModuleException("the library in " + found.directory() + " is that of Python 3." + found.minor()
                    + ", and " + module.file() + " is Python 3." + compiled.minor() + ": map the library of 3."
                    + compiled.minor());
        }
    }

    private static void requireDirectory(Directory directory) {
        if (!Files.isDirectory(directory.host())) {
            throw new PythonModuleException(
                    "the directory " + directory.host() + " that is to be mapped at " + directory.guest() + " is not there");
        }
    }

    /** Where the guest sees the library that was named, and looks for it where none was. */
    public String libraryPlace() {
        return home + "/lib/python3." + compiled.minor();
    }

    /** One line that says what the module is and what it gets. */
    public String describe() {
        var text = new StringBuilder(String.format("%s: Python 3.%d, %.1f MB, %,d functions, ", module.file().getFileName(),
                compiled.minor(), compiled.size() / 1e6, compiled.functions()));
        text.append(compiled.entry().equals("_start") ? "command" : "reactor");
        text.append(library.map(found -> ", library " + found.directory() + " at " + libraryPlace())
                .orElse(module.home().map(place -> ", library expected below " + place).orElse(", library inside the module")));
        module.directories().forEach(directory -> text.append(", ").append(directory.host()).append(" at ")
                .append(directory.guest()).append(directory.writable() ? " (writable)" : ""));
        if (!compiled.interpreted().isEmpty()) {
            text.append(", interpreted: ").append(String.join(", ", compiled.interpreted()));
        }
        return text.toString();
    }

    /** The sentence about a library that the module did not find. */
    public String missingLibrary(String place) {
        return module.file() + " looks for its library in " + place + " and does not find it: name the library of Python 3."
                + compiled.minor() + " with withLibrary(DIRECTORY), or map it with withDirectory(DIRECTORY, \"" + place + "\")";
    }

    /** The code that a guest with the same module, library and settings has made of the sources. */
    public Optional<byte[]> startCode(String sources) {
        return cache.get(startKey(sources)).map(entry -> {
            byte[] code = new byte[entry.remaining()];
            entry.get(code);
            return code;
        });
    }

    /** Keeps it for the guests after this one. */
    public void keepStartCode(String sources, byte[] code) {
        cache.put(startKey(sources), code);
    }

    /** All settings: what a guest with others was led to import must not be given to this one. */
    private String startKey(String sources) {
        var settings = List.of(module.file().toAbsolutePath(), module.library(), module.home(), module.path(), module.options(),
                new TreeMap<>(module.environment()), module.directories(), module.workingDirectory());
        return compiled.key() + ClassCache.START_INFIX
                + Hash.hex((settings + sources).getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    public PythonModule module() {
        return module;
    }

    /**
     * A guest that has not begun to run.
     *
     * @param memoryBytes how much linear memory it has at the moment
     */
    public record Guest(GuestThread thread, LongSupplier memoryBytes) {
    }

    /**
     * Makes a guest.
     *
     * @param memoryLimit in bytes
     * @param program what follows the options on Python's command line
     */
    public Guest newGuest(long memoryLimit, List<String> program) {
        int allowed = (int) (memoryLimit / PAGE);
        int initial = wasm.memorySection().orElseThrow().getMemory(0).limits().initialPages();
        if (initial > allowed) {
            throw PythonModuleException.ofMemoryLimit(module.file() + " starts with " + initial / 16 + " MiB of memory, and the limit is "
                    + allowed / 16 + " MiB: raise Limits.memoryBytes");
        }
        var memory = new AtomicReference<Memory>();
        var mapped = mapped(libraryOfGuest());
        var thread = new GuestThread("python-wasm-guest-" + GUESTS.incrementAndGet(),
                (in, out, err) -> run(in, out, err, program, mapped, allowed, memory));
        return new Guest(thread, () -> memory.get() == null ? 0 : (long) memory.get().pages() * PAGE);
    }

    private void run(InputStream in, OutputStream out, OutputStream err, List<String> program,
            List<Directory> mapped, int allowed, AtomicReference<Memory> memory) {
        try (var wasi = WasiPreview1.builder().withOptions(options(in, out, err, program, mapped)).build()) {
            var files = new ReadOnlyFiles(mapped.stream().map(Directory::writable).toList());
            var instance = Instance.builder(wasm)
                    .withImportValues(ImportValues.builder().addFunction(files.guard(wasi.toHostFunctions())).build())
                    .withMachineFactory(machines)
                    .withMemoryFactory(own -> {
                        memory.set(new ByteArrayMemory(
                                new MemoryLimits(own.initialPages(), Math.min(own.maximumPages(), allowed))));
                        return memory.get();
                    })
                    .withStart(false)
                    .build();
            if (!compiled.entry().equals("_start") && exports("_initialize")) {
                instance.export("_initialize").apply();
            }
            instance.export(compiled.entry()).apply();
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

    private List<Directory> mapped(Optional<Library> libraryOfGuest) {
        var mapped = new ArrayList<Directory>();
        libraryOfGuest.ifPresent(found -> mapped.add(new Directory(found.directory(), libraryPlace(), false)));
        mapped.addAll(module.directories());
        return mapped;
    }

    private WasiOptions options(InputStream in, OutputStream out, OutputStream err, List<String> program,
            List<Directory> mapped) {
        var arguments = new ArrayList<String>();
        arguments.add("python");
        arguments.addAll(module.options());
        arguments.addAll(program);
        // No terminals: input() would read from one itself.
        var options = WasiOptions.builder().withStdin(in, false).withStdout(out, false).withStderr(err, false)
                .withArguments(arguments).withRandom(new SecureRandom());
        environment().forEach(options::withEnvironment);
        for (Directory directory : mapped) {
            Path host = directory.host().toAbsolutePath().normalize();
            options.withDirectory(directory.guest(), host);
        }
        return options.build();
    }

    private Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        if (library.isPresent() || module.home().isPresent()) {
            environment.put("PYTHONHOME", home);
        }
        if (!module.path().isEmpty()) {
            environment.put("PYTHONPATH", String.join(":", module.path()));
        }
        environment.putAll(module.environment());
        return environment;
    }
}
