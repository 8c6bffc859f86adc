package org.pythonwasm.engine.script;

import static java.util.Objects.requireNonNull;

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
 *
 * <p>Where the application keeps its manager to itself, the operator claims names by the system property
 * {@code python-wasm.names}, such as {@code python,py,jython}. Claimed names mean this engine even if Jython is there too: the
 * JDK's manager asks engines in the order of {@link #getEngineName()}, which therefore begins with {@code CPython} where names are
 * claimed. The file extension and the MIME types follow the same order.
 */
public class PythonScriptEngineFactory implements ScriptEngineFactory {
    private static final List<String> NAMES = List.of("python-wasm", "python3-wasm");
    static final String LANGUAGE = "python";
    static final String LANGUAGE_VERSION = "3.13";

    /** The system property that says which Java objects scripts may use, see {@link HostAccess#parse}. */
    private static final String HOST_ACCESS = "python-wasm.hostAccess";

    private final EngineNames names;
    private final Supplier<PythonRuntime> runtime;

    /**
     * Creates engines with the default limits, over the guest that {@link PythonRuntime#configuredForScripts()} names, and with the
     * host access that the system property {@code python-wasm.hostAccess} has when an engine is made; none by default. Their
     * names are {@code python-wasm}, {@code python3-wasm}, and those that the system property {@code python-wasm.names} has now.
     */
    public PythonScriptEngineFactory() {
        this(NAMES, () -> PythonRuntime.configuredForScripts().withHostAccess(configuredAccess()));
    }

    /** Creates engines whose interpreters that runtime opens. */
    public PythonScriptEngineFactory(PythonRuntime runtime) {
        this(NAMES, () -> runtime);
        requireNonNull(runtime, "runtime");
    }

    /**
     * For an engine with names of its own.
     *
     * @param names the first is that of the engine, and with {@code .names} behind it the system property that claims more
     * @param runtime called for each engine
     */
    protected PythonScriptEngineFactory(List<String> names, Supplier<PythonRuntime> runtime) {
        this.names = EngineNames.of(names);
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

    /** The name of the engine; if names are claimed for it, {@code CPython} with that name in parentheses. */
    @Override
    public String getEngineName() {
        return names.full();
    }

    @Override
    public String getEngineVersion() {
        return Version.NUMBER;
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
        return names.all();
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
                        Version.NUMBER,
                        ScriptEngine.LANGUAGE,
                        LANGUAGE,
                        ScriptEngine.LANGUAGE_VERSION,
                        LANGUAGE_VERSION,
                        ScriptEngine.NAME,
                        names.own().get(0),
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

    /**
     * Makes an engine. If a system property is wrong, each script of the engine is a {@link javax.script.ScriptException} that
     * names the property.
     */
    @Override
    public ScriptEngine getScriptEngine() {
        try {
            names.requireFaultless();
            return new PythonScriptEngine(this, runtime.get());
        } catch (RuntimeException e) {
            return new FaultyScriptEngine(this, e);
        }
    }
}
