package org.pythonwasm.engine.script;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import javax.script.AbstractScriptEngine;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonScope;

/**
 * A JSR-223 engine over one {@link PythonInterpreter}. Made by {@link PythonScriptEngineFactory}.
 *
 * <p>Names of {@code ENGINE_SCOPE} are Python globals before a script runs, and what the script assigned or deleted is
 * there afterwards; {@code GLOBAL_SCOPE} is looked up for names that the engine scope lacks. The value of a script is that
 * of its last statement, when that is an expression. {@code print}, {@code sys.stderr} and {@code input()} use the context's
 * writers and reader.
 *
 * <p>Thread rule: one thread at a time ({@code THREADING} is null). Close it when done; an engine whose guest died fails
 * every call until it is replaced.
 */
public final class PythonScriptEngine extends AbstractScriptEngine implements AutoCloseable {
    private final ScriptEngineFactory factory;
    private final PythonInterpreter interpreter;
    /** Each bindings object has Python globals of its own. */
    private final Map<Bindings, PythonScope> scopes = new WeakHashMap<>();

    PythonScriptEngine(ScriptEngineFactory factory, PythonInterpreter interpreter) {
        this.factory = factory;
        this.interpreter = interpreter;
    }

    @Override
    public Object eval(String script, ScriptContext context) throws ScriptException {
        Objects.requireNonNull(script, "script");
        String fileName = fileName(context);
        connectStreams(context);
        Map<String, Object> visible = visibleNames(context);
        var before = new HashMap<>(visible);
        Bindings engineScope = context.getBindings(ScriptContext.ENGINE_SCOPE);
        try {
            return scope(engineScope).eval(script, fileName, visible);
        } catch (PythonException e) {
            throw scriptException(e, fileName);
        } catch (GuestDiedException | IllegalArgumentException | IllegalStateException e) {
            throw wrapped(e);
        } finally {
            takeOver(before, visible, engineScope);
            flush(context);
        }
    }

    private PythonScope scope(Bindings engineScope) {
        return scopes.computeIfAbsent(engineScope, b -> interpreter.newScope());
    }

    /** The engine scope's names above those of the wider scopes; names with dots, such as FILENAME's, are not variables. */
    private static Map<String, Object> visibleNames(ScriptContext context) {
        var names = new LinkedHashMap<String, Object>();
        var widestFirst = new ArrayList<>(context.getScopes());
        widestFirst.sort(Comparator.reverseOrder());
        for (int scope : widestFirst) {
            Bindings bindings = context.getBindings(scope);
            if (bindings != null) {
                bindings.forEach((name, value) -> {
                    if (name.indexOf('.') < 0) {
                        names.put(name, value);
                    }
                });
            }
        }
        return names;
    }

    private static void takeOver(Map<String, Object> before, Map<String, Object> after, Bindings engineScope) {
        after.forEach((name, value) -> {
            if (before.get(name) != value || !before.containsKey(name)) {
                engineScope.put(name, value);
            }
        });
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(engineScope::remove);
    }

    private static String fileName(ScriptContext context) {
        Object name = context.getAttribute(ScriptEngine.FILENAME);
        return name == null ? "<python>" : name.toString();
    }

    private static ScriptException scriptException(PythonException e, String fileName) {
        var exception = new ScriptException(e.traceback().strip(), fileName, e.line(), e.column());
        exception.initCause(e);
        return exception;
    }

    private static ScriptException wrapped(Exception cause) {
        var exception = new ScriptException(cause.getMessage());
        exception.initCause(cause);
        return exception;
    }

    private void connectStreams(ScriptContext context) {
        interpreter.setOutput(text -> write(context.getWriter(), text), text -> write(context.getErrorWriter(), text));
        interpreter.setInput(() -> readLine(context.getReader()));
    }

    private static void write(Writer writer, String text) {
        try {
            writer.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flush(ScriptContext context) throws ScriptException {
        try {
            context.getWriter().flush();
            context.getErrorWriter().flush();
        } catch (IOException e) {
            throw new ScriptException(e);
        }
    }

    /** One character at a time, so that nothing past the line is taken from the reader. */
    private static String readLine(Reader reader) {
        var line = new StringBuilder();
        try {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                line.append((char) c);
                if (c == '\n') {
                    break;
                }
            }
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object eval(Reader reader, ScriptContext context) throws ScriptException {
        var script = new StringWriter();
        try {
            reader.transferTo(script);
        } catch (IOException e) {
            throw new ScriptException(e);
        }
        return eval(script.toString(), context);
    }

    @Override
    public Bindings createBindings() {
        return new SimpleBindings();
    }

    @Override
    public ScriptEngineFactory getFactory() {
        return factory;
    }

    /** Gives the interpreter's memory back. */
    @Override
    public void close() {
        interpreter.close();
    }
}
