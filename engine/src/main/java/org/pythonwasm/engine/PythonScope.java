package org.pythonwasm.engine;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pythonwasm.engine.internal.bind.InterfaceProxy;
import org.pythonwasm.engine.internal.guest.GuestScript;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.engine.internal.wire.NoPythonValueException;
import org.pythonwasm.engine.internal.wire.RequestWriter;
import org.pythonwasm.engine.internal.wire.Surrogates;

/**
 * A set of Python globals that is kept in step with a Java map. Made by {@link PythonInterpreter#newScope()}; belongs
 * to that interpreter, has the same thread rule, and is gone after its reset.
 *
 * <p>Before an action, the map's entries are globals, except those with a dot in their name. Afterwards, even after an
 * exception, the map contains what the script assigned, changed or deleted, except modules and names that begin with
 * two underscores. For an entry that has no Python counterpart an {@link IllegalArgumentException} names it, and
 * nothing is run.
 *
 * <p>Only changes are transferred: the JSON text of each value as it last crossed the border is remembered. An
 * untouched list therefore stays the same Python object from script to script, and a list that either side changed in
 * place is noticed.
 */
public final class PythonScope {
    private final Session session;
    /** The owner of these globals; null if they belong to the scope. */
    private final WeakReference<Object> owner;
    private final Map<String, Known> known = new HashMap<>();
    private Map<String, Object> outer = Map.of();
    private final Map<String, NoPythonValueException> leftOut = new HashMap<>();
    /** The globals in the guest, once they exist. */
    private PythonHandle globals;

    /**
     * The state of a name when it last crossed the border. Of the value, only what cannot change is kept; other values
     * would be kept alive here.
     */
    private record Known(Object value, String text) {
        static Known of(Object value, String text) {
            return new Known(isConstant(value) ? value : null, text);
        }

        private static boolean isConstant(Object value) {
            return value instanceof String || value instanceof Number || value instanceof Boolean;
        }

        /** Decides without comparing the text, if the value cannot have changed. */
        boolean isStill(Object other) {
            return value != null && value == other;
        }
    }

    PythonScope(Session session, Object owner) {
        this.session = session;
        this.owner = owner == null ? null : new WeakReference<>(owner);
    }

    /**
     * Sets names that are visible if the bindings lack them, and never changed; empty by default. An entry that has no
     * Python counterpart is left out here, so that Python code that does not use it runs.
     */
    public void setOuter(Map<String, Object> names) {
        outer = Objects.requireNonNull(names, "names");
    }

    /** Runs a script; returns the value of the last statement if it is an expression, else null. */
    public Object eval(String source, String fileName, Map<String, Object> bindings) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(fileName, "fileName");
        return run("eval", bindings, message -> {
            message.text("source", source);
            message.text("file", fileName);
        });
    }

    /** Runs a compiled script. */
    public Object eval(PythonCode code, Map<String, Object> bindings) {
        return run("execute", bindings, message -> message.number("script", ((GuestScript) code).script().number(session)));
    }

    /** Calls a function among the scope's globals, which may be a dotted name. */
    public Object call(String function, Map<String, Object> bindings, Object... arguments) {
        Objects.requireNonNull(function, "function");
        return run("call", bindings, message -> {
            message.text("name", function);
            message.arguments(arguments, Map.of());
        });
    }

    /** Calls a method of an object; the globals that it uses are kept in step as for a script. */
    public Object invoke(PythonHandle object, String method, Map<String, Object> bindings, Object... arguments) {
        Objects.requireNonNull(method, "method");
        return run("call", bindings, message -> {
            message.number("handle", session.numberOf(object));
            message.text("name", method);
            message.arguments(arguments, Map.of());
        });
    }

    /**
     * Implements the interface with the scope's functions of the same names; default methods that the scope lacks are
     * Java's.
     *
     * @param bindings as for {@link #call}, at each call of a method
     * @return empty if functions are missing
     */
    public <T> Optional<T> as(Class<T> type, Map<String, Object> bindings) {
        InterfaceProxy.requireInterface(type);
        return InterfaceProxy.of(new Globals(bindings), type, type.getSimpleName() + " in Python");
    }

    private final class Globals implements InterfaceProxy.Functions {
        private final Map<String, Object> bindings;

        Globals(Map<String, Object> bindings) {
            this.bindings = bindings;
        }

        @Override
        public Collection<?> callables(List<String> names) {
            return globals == null ? List.of() : (Collection<?>) session.value("callables", message -> {
                message.number("scope", session.numberOf(globals));
                message.values("names", names);
            });
        }

        @Override
        public Object call(String name, Object... arguments) {
            return PythonScope.this.call(name, bindings, arguments);
        }
    }

    @SuppressWarnings("unchecked")
    private Object run(String action, Map<String, Object> bindings, RequestWriter.Body body) {
        Map<String, Known> now = known(bindings);
        var reply = (Map<String, Object>) session.value("run", message -> {
            message.text("do", action);
            if (globals != null) {
                message.number("scope", session.numberOf(globals));
            }
            message.values("delete", known.keySet().stream().filter(name -> !now.containsKey(name)).toList());
            message.texts("set", changed(now));
            body.write(message);
        });
        if (reply.get("scope") instanceof PythonHandle created) {
            globals = created;
            if (owner != null) {
                session.references().releaseWith(owner.get(), created);
            }
        }
        known.keySet().retainAll(now.keySet());
        known.putAll(now);
        takeOver((List<Object>) reply.get("changed"), (List<String>) reply.get("deleted"), bindings);
        if (reply.get("raised") instanceof Map<?, ?> error) {
            throw explained(session.exception(error, -1));
        }
        return reply.get("value");
    }

    private Map<String, Known> known(Map<String, Object> bindings) {
        var now = new LinkedHashMap<String, Known>();
        leftOut.clear();
        outer.forEach((name, value) -> {
            if (isVariable(name) && !bindings.containsKey(name)) {
                try {
                    now.put(name, known(name, value));
                } catch (NoPythonValueException e) {
                    leftOut.put(name, e);
                }
            }
        });
        bindings.forEach((name, value) -> {
            if (isVariable(name)) {
                now.put(name, known(name, value));
            }
        });
        return now;
    }

    /** Names with dots, such as those that JSR-223 reserves, are not transferred. */
    private static boolean isVariable(String name) {
        return name.indexOf('.') < 0;
    }

    private Known known(String name, Object value) {
        Known before = known.get(name);
        return before != null && before.isStill(value) ? before : know(name, value);
    }

    /** A NameError may come from an outer name that was left out. */
    private PythonException explained(PythonException error) {
        var reason = error.typeName().equals("NameError") ? leftOut.get(error.attributes().get("name")) : null;
        if (reason != null) {
            error.addSuppressed(reason);
        }
        return error;
    }

    private Known know(String name, Object value) {
        Surrogates.require(name, "name of a binding");
        return Known.of(value, session.channel().text(value, name));
    }

    private Map<String, String> changed(Map<String, Known> now) {
        var changed = new LinkedHashMap<String, String>();
        now.forEach((name, value) -> {
            Known before = known.get(name);
            if (before == null || !before.text.equals(value.text)) {
                changed.put(name, value.text);
            }
        });
        return changed;
    }

    private void takeOver(List<Object> changed, List<String> deleted, Map<String, Object> bindings) {
        for (int i = 0; i < changed.size(); i += 2) {
            String name = (String) changed.get(i);
            Object value = changed.get(i + 1);
            Known now = know(name, value);
            Known before = known.put(name, now);
            if (before == null || !before.text.equals(now.text)) {
                putIfAllowed(name, value, bindings);
            }
        }
        for (String name : new ArrayList<>(deleted)) {
            known.remove(name);
            try {
                bindings.remove(name);
            } catch (UnsupportedOperationException unmodifiable) {
                // They are input only; the next run sets the name again.
            }
        }
    }

    /**
     * Writes a name back if the bindings allow it. Otherwise it stays in Python, where the next run leaves it if the
     * bindings lack it.
     */
    private void putIfAllowed(String name, Object value, Map<String, Object> bindings) {
        try {
            bindings.put(name, value);
        } catch (UnsupportedOperationException unmodifiable) {
            if (!bindings.containsKey(name)) {
                known.remove(name);
            }
        }
    }
}
