package org.pythonwasm.engine.script;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.script.Bindings;
import org.pythonwasm.engine.PythonScope;

/**
 * The globals of a script engine, as they are in Python: {@code get} fetches a value, {@code put} sets one, and nothing else
 * travels. A Java collection is copied when it is put; what {@code get} returns is a copy too. Names with dots, such as
 * {@code javax.script.filename}, are no variables: their values stay in Java. Modules, and names that begin with two underscores,
 * are not listed.
 *
 * <p>Same thread rule as the engine. A value without a Python counterpart is an {@link IllegalArgumentException}.
 */
final class PythonBindings extends AbstractMap<String, Object> implements Bindings {
    private final PythonScriptEngine engine;
    private final PythonScope scope;
    private final Map<String, Object> inJava = new HashMap<>();

    PythonBindings(PythonScriptEngine engine, PythonScope scope) {
        this.engine = engine;
        this.scope = scope;
    }

    boolean belongsTo(PythonScriptEngine other) {
        return engine == other;
    }

    PythonScope scope() {
        return scope;
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
        if (!isVariable(name)) {
            return inJava.put(name, value);
        }
        return scope.put(name, value);
    }

    /** As {@code put}, without the value before, whose way back may be long. */
    void set(String name, Object value) {
        if (isVariable(name)) {
            scope.set(name, value);
        } else {
            inJava.put(name, value);
        }
    }

    @Override
    public void putAll(Map<? extends String, ?> entries) {
        entries.forEach(this::set);
    }

    @Override
    public Object get(Object name) {
        return isVariable(name) ? scope.find((String) name) : inJava.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return isVariable(name) ? scope.has((String) name) : inJava.containsKey(name);
    }

    @Override
    public Object remove(Object name) {
        if (!isVariable(name)) {
            return inJava.remove(name);
        }
        Object before = scope.find((String) name);
        scope.delete((String) name);
        return before;
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
            return scope.names().size() + inJava.size();
        }
    }

    private final class EntryIterator implements Iterator<Entry<String, Object>> {
        private final Iterator<String> names;
        private String last;

        EntryIterator() {
            var all = new ArrayList<String>(scope.names());
            all.addAll(List.copyOf(inJava.keySet()));
            names = all.iterator();
        }

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
