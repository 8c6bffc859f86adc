package org.pythonwasm.engine.script;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Supplier;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import org.pythonwasm.engine.HostAccess;
import org.pythonwasm.engine.PythonRuntime;

/**
 * The JSR-223 entry of the engine: {@code new ScriptEngineManager().getEngineByName("python-wasm")}. Each engine owns
 * its sandboxed interpreters. Thread-safe; made by {@link java.util.ServiceLoader}.
 *
 * <p>It does not claim the plain name {@code python}, which may belong to another engine of the application. To opt in,
 * call {@code manager.registerEngineName("python", new PythonScriptEngineFactory())}. Engines with other limits, or
 * with a preparation, come from a factory with another runtime, which is registered in the same way.
 */
public class PythonScriptEngineFactory implements ScriptEngineFactory {
    static final String NAME = "python-wasm";
    static final String LANGUAGE = "python";
    static final String LANGUAGE_VERSION = "3.13";
    static final String VERSION = "0.1.0";

    /** The system property that says which Java objects scripts may use, see {@link HostAccess#parse}. */
    private static final String HOST_ACCESS = "python-wasm.hostAccess";
    /** The system property with further names, separated by commas. */
    private static final String NAMES = "python-wasm.names";

    private final List<String> names;
    private final Supplier<PythonRuntime> runtime;

    /**
     * Creates engines with the default limits, over the guest that {@link PythonRuntime#configured()} names, and with the
     * host access that the system property {@code python-wasm.hostAccess} has when an engine is made; none by default. Their
     * names are {@code python-wasm}, {@code python3-wasm}, and those that the system property {@code python-wasm.names} adds.
     */
    public PythonScriptEngineFactory() {
        this(names(), () -> PythonRuntime.configured().withHostAccess(configuredAccess()));
    }

    /** Creates engines whose interpreters that runtime opens. */
    public PythonScriptEngineFactory(PythonRuntime runtime) {
        this(names(), () -> runtime);
        requireNonNull(runtime, "runtime");
    }

    /**
     * For an engine with names of its own.
     *
     * @param names the first is that of the engine
     * @param runtime called for each engine
     */
    protected PythonScriptEngineFactory(List<String> names, Supplier<PythonRuntime> runtime) {
        this.names = List.copyOf(names);
        this.runtime = requireNonNull(runtime, "runtime");
    }

    private static HostAccess configuredAccess() {
        String setting = System.getProperty(HOST_ACCESS, "none");
        try {
            return HostAccess.parse(setting);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the system property " + HOST_ACCESS + ": " + e.getMessage(), e);
        }
    }

    private static List<String> names() {
        var names = new ArrayList<>(List.of(NAME, "python3-wasm"));
        for (String name : System.getProperty(NAMES, "").split(",")) {
            if (!name.isBlank() && !names.contains(name.strip())) {
                names.add(name.strip());
            }
        }
        return names;
    }

    @Override
    public String getEngineName() {
        return names.get(0);
    }

    @Override
    public String getEngineVersion() {
        return VERSION;
    }

    @Override
    public List<String> getExtensions() {
        return List.of("py");
    }

    @Override
    public List<String> getMimeTypes() {
        return List.of("text/x-python", "application/x-python");
    }

    @Override
    public List<String> getNames() {
        return names;
    }

    @Override
    public String getLanguageName() {
        return LANGUAGE;
    }

    @Override
    public String getLanguageVersion() {
        return LANGUAGE_VERSION;
    }

    /** {@code THREADING} is {@code MULTITHREADED}: see {@link PythonScriptEngine}. */
    @Override
    public Object getParameter(String key) {
        return Map.<String, Object>of(
                        ScriptEngine.ENGINE,
                        getEngineName(),
                        ScriptEngine.ENGINE_VERSION,
                        VERSION,
                        ScriptEngine.LANGUAGE,
                        LANGUAGE,
                        ScriptEngine.LANGUAGE_VERSION,
                        LANGUAGE_VERSION,
                        ScriptEngine.NAME,
                        names.get(0),
                        "THREADING",
                        "MULTITHREADED")
                .get(key);
    }

    @Override
    public String getMethodCallSyntax(String object, String method, String... arguments) {
        var call = new StringJoiner(
                ", ", requireNonNull(object, "object") + "." + requireNonNull(method, "method") + "(", ")");
        for (String argument : arguments) {
            call.add(requireNonNull(argument, "argument"));
        }
        return call.toString();
    }

    @Override
    public String getOutputStatement(String text) {
        return "print(" + PythonLiterals.quote(text) + ")";
    }

    @Override
    public String getProgram(String... statements) {
        var program = new StringBuilder();
        for (String statement : statements) {
            program.append(requireNonNull(statement, "statement")).append('\n');
        }
        return program.toString();
    }

    /** Logs what prevents an engine before it throws: a {@code ScriptEngineManager} hides it, and returns null. */
    @Override
    public ScriptEngine getScriptEngine() {
        try {
            return new PythonScriptEngine(this, runtime.get());
        } catch (RuntimeException e) {
            System.getLogger("org.pythonwasm.engine")
                    .log(System.Logger.Level.ERROR, "no script engine " + getEngineName() + ": " + e.getMessage(), e);
            throw e;
        }
    }
}
