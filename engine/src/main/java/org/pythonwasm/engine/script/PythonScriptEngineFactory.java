package org.pythonwasm.engine.script;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Supplier;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import org.pythonwasm.engine.PythonRuntime;

/**
 * The JSR-223 entry of the engine: {@code new ScriptEngineManager().getEngineByName("python-wasm")}. Each engine owns
 * its sandboxed interpreters. Thread-safe; made by {@link java.util.ServiceLoader}.
 *
 * <p>It does not claim the plain name {@code python}, which may belong to another engine of the application. To opt in,
 * call {@code manager.registerEngineName("python", new PythonScriptEngineFactory())}. Engines with other limits, or
 * with a preparation, come from a factory with another runtime, which is registered in the same way.
 */
public final class PythonScriptEngineFactory implements ScriptEngineFactory {
    static final String NAME = "python-wasm";
    static final String LANGUAGE = "python";
    static final String LANGUAGE_VERSION = "3.13";
    static final String VERSION = "0.1.0";

    private final Supplier<PythonRuntime> runtime;

    /** Creates engines with the default limits, over the guest that {@link PythonRuntime#configured()} names. */
    public PythonScriptEngineFactory() {
        runtime = PythonRuntime::configured;
    }

    /** Creates engines whose interpreters that runtime opens. */
    public PythonScriptEngineFactory(PythonRuntime runtime) {
        requireNonNull(runtime, "runtime");
        this.runtime = () -> runtime;
    }

    @Override
    public String getEngineName() {
        return NAME;
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
        return List.of(NAME, "python3-wasm");
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
                        NAME,
                        ScriptEngine.ENGINE_VERSION,
                        VERSION,
                        ScriptEngine.LANGUAGE,
                        LANGUAGE,
                        ScriptEngine.LANGUAGE_VERSION,
                        LANGUAGE_VERSION,
                        ScriptEngine.NAME,
                        NAME,
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

    @Override
    public ScriptEngine getScriptEngine() {
        return new PythonScriptEngine(this, runtime.get());
    }
}
