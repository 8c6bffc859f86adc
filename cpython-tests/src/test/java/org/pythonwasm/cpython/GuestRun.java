package org.pythonwasm.cpython;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonCallable;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;

/** Runs a test module inside the engine. A case that kills its interpreter costs only itself. */
final class GuestRun {
    /** For one case; most take milliseconds. */
    private static final Limits LIMITS = Limits.defaults()
            .withMemoryBytes(512L << 20)
            .withWallTime(Duration.ofMinutes(5))
            .withOutputBytes(64L << 20);

    /** As a process that a signal ended. */
    private static final int ABORTED = -6;

    private final TestModule module;
    private final byte[] library;
    private final LibrarySources sources;
    private final List<CaseResult> results = new ArrayList<>();
    private PythonInterpreter python;

    private GuestRun(TestModule module, byte[] library, LibrarySources sources) {
        this.module = module;
        this.library = library;
        this.sources = sources;
    }

    static List<CaseResult> of(TestModule module, byte[] library, LibrarySources sources) {
        return new GuestRun(module, library, sources).run();
    }

    private List<CaseResult> run() {
        var names = open();
        try {
            for (int i = 0; i < names.size(); i++) {
                if (!python.isUsable()) {
                    python.close();
                    open();
                }
                results.add(runCase(i, names.get(i)));
            }
        } finally {
            python.close();
        }
        return results;
    }

    /** The names of the module's cases, in order. */
    @SuppressWarnings("unchecked")
    private List<String> open() {
        python = fresh();
        python.exec(Resources.text("harness.py"), "harness.py");
        python.set("spawn", (PythonCallable) (arguments, keywords) -> child(arguments.get(0)));
        python.exec("install_children(spawn, files)");
        python.set("module", module.qualifiedName());
        return (List<String>) python.eval("harness = Harness(module); harness.names()");
    }

    /** With the test library and files, which lie in its memory. */
    private PythonInterpreter fresh() {
        var fresh = PythonRuntime.shared().open(LIMITS);
        for (String script : List.of("memory_library.py", "memory_files.py", "children.py")) {
            fresh.exec(Resources.text(script), script);
        }
        fresh.set("archive", library);
        fresh.set("library_source", (PythonCallable)
                (arguments, keywords) -> sources.read((String) arguments.get(0)).orElse(null));
        fresh.exec(
                "library = Library(archive)\nadd_modules(library)\nfiles = Files(library, library_source)\nfiles.install()");
        return fresh;
    }

    /** Runs what a test wants a Python process for. */
    private Object child(Object request) {
        try (var child = fresh()) {
            child.set("request", request);
            return child.eval("run_child(request, files)");
        } catch (GuestDiedException e) {
            return Map.of(
                    "status",
                    ABORTED,
                    "out",
                    new byte[0],
                    "error",
                    e.getMessage().getBytes(StandardCharsets.UTF_8));
        }
    }

    private CaseResult runCase(int index, String name) {
        try {
            var result = (List<?>) python.call("harness.run", index);
            return new CaseResult(name, Outcome.of((String) result.get(0)), (String) result.get(1));
        } catch (PythonException e) {
            return new CaseResult(name, Outcome.ERROR, e.traceback());
        } catch (GuestDiedException e) {
            return new CaseResult(name, Outcome.DIED, e.reason() + ": " + e.getMessage());
        }
    }
}
