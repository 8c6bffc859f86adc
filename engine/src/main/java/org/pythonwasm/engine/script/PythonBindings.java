package org.pythonwasm.engine.script;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.script.Bindings;
import org.pythonwasm.engine.PythonScope;

/**
 * The globals of a script engine, as they are in Python: {@code get} fetches a value, {@code put} sets one, and nothing else
 * travels. A Java collection is copied when it is put; what {@code get} returns is a copy too. Names with dots, such as
 * {@code javax.script.filename}, are no variables: their values stay in Java. Modules, and names that begin with two underscores,
 * are not listed.
 *
 * <p>Bindings that a script has not run with yet have no globals: their variables are in Java, as they were put, and move to the
 * interpreter in which the first one runs.
 *
 * <p>Same thread rule as the engine. A value without a Python counterpart is an {@link IllegalArgumentException}.
 */
final class PythonBindings extends AbstractMap<String, Object> implements Bindings {
    /** Guarded by this: what stays in Java, and what is there still. */
    private final Map<String, Object> inJava = new LinkedHashMap<>();

    private final Supplier<Globals> atFirstTouch;
    private volatile Globals globals;

    /** Of a script that has yet to run. */
    PythonBindings() {
        this(null);
    }

    /** @param atFirstTouch the globals, made when they are needed */
    PythonBindings(Supplier<Globals> atFirstTouch) {
        this.atFirstTouch = atFirstTouch;
    }

    /** Null while they have none. */
    Globals globals() {
        Globals known = globals;
        return known != null || atFirstTouch == null ? known : touched();
    }

    private synchronized Globals touched() {
        if (globals == null) {
            globals = atFirstTouch.get();
        }
        return globals;
    }

    /** In a call of that interpreter. Returns the globals that they have from now on; another thread may have been faster. */
    synchronized Globals moveTo(ScriptInterpreter interpreter) {
        if (globals == null) {
            PythonScope scope = interpreter.python().newScope();
            var variables =
                    inJava.keySet().stream().filter(PythonBindings::isVariable).toList();
            variables.forEach(name -> scope.set(name, inJava.get(name)));
            inJava.keySet().removeAll(variables);
            globals = new Globals(interpreter, scope);
        }
        return globals;
    }

    private PythonScope scope() {
        Globals known = globals();
        return known == null ? null : known.scope();
    }

    /** An operation on a variable, there or here. */
    private <T> T where(Object name, Function<PythonScope, T> inPython, Function<Map<String, Object>, T> here) {
        PythonScope scope = isVariable(name) ? scope() : null;
        if (scope == null) {
            synchronized (this) {
                if (globals == null || !isVariable(name)) {
                    return here.apply(inJava);
                }
                scope = globals.scope();
            }
        }
        return inPython.apply(scope);
    }

    private static boolean isVariable(Object name) {
        if (!(Objects.requireNonNull(name, "name") instanceof String text)) {
            throw new ClassCastException(
                    "a binding's name is a text, got " + name.getClass().getName());
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a binding's name is not empty");
        }
        return text.indexOf('.') < 0;
    }

    @Override
    public Object put(String name, Object value) {
        return where(name, scope -> scope.put(name, value), here -> here.put(name, value));
    }

    /** As {@code put}, without the value before, whose way back may be long. */
    void set(String name, Object value) {
        where(
                name,
                scope -> {
                    scope.set(name, value);
                    return null;
                },
                here -> here.put(name, value));
    }

    @Override
    public void putAll(Map<? extends String, ?> entries) {
        entries.forEach(this::set);
    }

    @Override
    public Object get(Object name) {
        return where(name, scope -> scope.find((String) name), here -> here.get(name));
    }

    @Override
    public boolean containsKey(Object name) {
        return where(name, scope -> scope.has((String) name), here -> here.containsKey(name));
    }

    @Override
    public Object remove(Object name) {
        return where(name, scope -> removed((String) name, scope), here -> here.remove(name));
    }

    private static Object removed(String name, PythonScope scope) {
        Object before = scope.find(name);
        scope.delete(name);
        return before;
    }

    private List<String> names() {
        PythonScope scope = scope();
        var names = new ArrayList<String>(scope == null ? List.of() : scope.names());
        synchronized (this) {
            inJava.keySet().stream().filter(name -> !name.startsWith("__")).forEach(names::add);
        }
        return names;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new Entries();
    }

    /** As of the moment when its iterator is made. Values are fetched one by one. */
    private final class Entries extends AbstractSet<Entry<String, Object>> {
        @Override
        public Iterator<Entry<String, Object>> iterator() {
            return new EntryIterator();
        }

        @Override
        public int size() {
            return names().size();
        }
    }

    private final class EntryIterator implements Iterator<Entry<String, Object>> {
        private final Iterator<String> names = names().iterator();
        private String last;

        @Override
        public boolean hasNext() {
            return names.hasNext();
        }

        @Override
        public Entry<String, Object> next() {
            last = names.next();
            return new LiveEntry(last);
        }

        @Override
        public void remove() {
            if (last == null) {
                throw new IllegalStateException("there is no entry to remove");
            }
            PythonBindings.this.remove(last);
            last = null;
        }
    }

    /** Its value is fetched when it is asked for. */
    private final class LiveEntry implements Entry<String, Object> {
        private final String name;

        LiveEntry(String name) {
            this.name = name;
        }

        @Override
        public String getKey() {
            return name;
        }

        @Override
        public Object getValue() {
            return get(name);
        }

        @Override
        public Object setValue(Object value) {
            return put(name, value);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entry<?, ?> entry
                    && name.equals(entry.getKey())
                    && Objects.equals(getValue(), entry.getValue());
        }

        @Override
        public int hashCode() {
            return name.hashCode() ^ Objects.hashCode(getValue());
        }

        @Override
        public String toString() {
            return name + "=" + getValue();
        }
    }
}
