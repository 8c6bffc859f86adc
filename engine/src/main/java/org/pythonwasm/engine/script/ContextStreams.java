package org.pythonwasm.engine.script;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.script.Bindings;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import org.pythonwasm.engine.PythonInterpreter;

/** The interpreter's view of a script context: streams, arguments, file name, names of the wider scopes. */
final class ContextStreams {
    private static final String NO_FILE = "<python>";

    private final PythonInterpreter interpreter;
    private final Supplier<ScriptContext> outside;
    /** Null outside of the engine's calls: an interface or a handle may be called by itself. */
    private ScriptContext current;

    private List<String> arguments = List.of("");

    /** @param outside the context of calls that come with none */
    ContextStreams(PythonInterpreter interpreter, Supplier<ScriptContext> outside) {
        this.interpreter = interpreter;
        this.outside = outside;
        interpreter.setOutput(
                text -> write(context().getWriter(), text),
                text -> write(context().getErrorWriter(), text));
        interpreter.setInput(() -> readLine(context().getReader()));
    }

    private ScriptContext context() {
        return current != null ? current : outside.get();
    }

    /** Makes the context current and returns the previous one, because calls may nest. */
    ScriptContext enter(ScriptContext context) {
        List<String> given = arguments(context);
        if (!given.equals(arguments)) {
            interpreter.setArguments(given);
            arguments = given;
        }
        ScriptContext outer = current;
        current = context;
        return outer;
    }

    void leave(ScriptContext outer) {
        current = outer;
    }

    static String fileName(ScriptContext context) {
        Object name = context.getAttribute(ScriptEngine.FILENAME);
        return name == null ? NO_FILE : name.toString();
    }

    /** Returns the file's name and the arguments, as in Python's {@code sys.argv}. */
    private static List<String> arguments(ScriptContext context) {
        var list = new ArrayList<String>();
        Object file = context.getAttribute(ScriptEngine.FILENAME);
        list.add(file == null ? "" : file.toString());
        Object given = context.getAttribute(ScriptEngine.ARGV);
        if (given instanceof Collection<?> items) {
            items.forEach(item -> list.add(String.valueOf(item)));
        } else if (given != null && given.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(given); i++) {
                list.add(String.valueOf(Array.get(given, i)));
            }
        } else if (given != null) {
            list.add(given.toString());
        }
        return list;
    }

    /** Returns the names of all scopes except the engine's; narrower scopes hide wider ones. */
    static Map<String, Object> namesBeyondEngineScope(ScriptContext context) {
        var names = new LinkedHashMap<String, Object>();
        var widestFirst = new ArrayList<>(context.getScopes());
        widestFirst.sort(Comparator.reverseOrder());
        for (int scope : widestFirst) {
            Bindings bindings = context.getBindings(scope);
            if (bindings != null && scope != ScriptContext.ENGINE_SCOPE) {
                names.putAll(bindings);
            }
        }
        return names;
    }

    /**
     * Writes and flushes at once, so that output is visible while the script runs. A context without a writer discards
     * it.
     */
    private static void write(Writer writer, String text) {
        if (writer == null) {
            return;
        }
        try {
            writer.write(text);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one character at a time, so that nothing after the line is taken from the reader. Without a reader there is
     * no input.
     */
    private static String readLine(Reader reader) {
        if (reader == null) {
            return "";
        }
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
}
