package org.pythonwasm.engine.script;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import javax.script.ScriptContext;
import org.pythonwasm.engine.PythonCode;
import org.pythonwasm.engine.PythonInterpreter;

/** One interpreter of an engine, with what the engine keeps for it. Used in its calls, and so by one thread at a time. */
final class ScriptInterpreter {
    private final PythonScriptEngine engine;
    private final PythonInterpreter python;
    private final ContextStreams streams;
    private final Map<PythonCompiledScript, PythonCode> compiled = new WeakHashMap<>();

    ScriptInterpreter(PythonScriptEngine engine, PythonInterpreter python) {
        this.engine = engine;
        this.python = python;
        this.streams = new ContextStreams(python, engine::getContext);
    }

    boolean isOf(PythonScriptEngine other) {
        return engine == other;
    }

    PythonInterpreter python() {
        return python;
    }

    /** Compiles the script the first time. */
    PythonCode code(PythonCompiledScript script) {
        return compiled.computeIfAbsent(script, added -> python.compile(added.source(), added.fileName()));
    }

    /** Runs Python code with the streams and arguments of that context. */
    <T> T in(ScriptContext context, Supplier<T> action) {
        return python.inOneCall(() -> {
            ScriptContext outer = streams.enter(context);
            try {
                return action.get();
            } finally {
                streams.leave(outer);
            }
        });
    }
}
