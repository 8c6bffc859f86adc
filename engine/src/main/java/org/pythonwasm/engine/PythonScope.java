package org.pythonwasm.engine;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pythonwasm.engine.internal.bind.InterfaceProxy;
import org.pythonwasm.engine.internal.guest.GuestScript;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.engine.internal.scope.LentNames;
import org.pythonwasm.engine.internal.scope.MirroredMap;
import org.pythonwasm.engine.internal.wire.RequestWriter;
import org.pythonwasm.engine.internal.wire.Surrogates;

/**
 * A set of Python globals. Made by {@link PythonInterpreter#newScope()}; belongs to that interpreter, same thread rule, gone with
 * its reset.
 *
 * <p>The globals lie in Python: {@link #find}, {@link #set} and {@link #names} look at them there, and nothing else travels. Each
 * method that runs Python code also comes with a Java map whose entries are globals while it runs: what the code assigned, changed
 * or deleted (modules and names that begin with two underscores apart) is in the map afterwards, also when it raised. Of such a
 * map what changed travels, compared by value, so an untouched list stays the same Python object from script to script; an entry
 * without a Python counterpart is an {@link IllegalArgumentException} that names it, and nothing is run.
 */
public final class PythonScope {
    private final Session session;
    /** Whose globals these are; null if they are the scope's own. */
    private final WeakReference<Object> owner;

    private final LentNames lent;
    private final MirroredMap mirror;
    /** The globals in the guest, once there are any; set in a call. */
    private volatile PythonHandle globals;

    /** Runs Python code in the scope. */
    private interface Action {
        Object run();
    }

    PythonScope(Session session, Object owner) {
        this.session = session;
        this.owner = owner == null ? null : new WeakReference<>(owner);
        this.lent = new LentNames(session);
        this.mirror = new MirroredMap(session, lent);
    }

    /** The globals in the guest. In a call, or two threads would make some each. */
    private PythonHandle made() {
        if (globals == null) {
            var made = session.value("scope", PythonHandle.class, message -> {});
            if (owner != null) {
                session.references().releaseWith(owner.get(), made);
            }
            globals = made;
        }
        return globals;
    }

    private Object request(String operation, RequestWriter.Body body) {
        PythonHandle made = globals;
        return made != null
                ? request(made, operation, body)
                : session.inOneCall(() -> request(made(), operation, body));
    }

    private Object request(PythonHandle made, String operation, RequestWriter.Body body) {
        return session.value(operation, message -> {
            message.number("scope", session.numberOf(made));
            body.write(message);
        });
    }

    private Object named(String operation, String name) {
        Surrogates.require(Objects.requireNonNull(name, "name"), "name of a binding");
        return request(operation, message -> message.text("name", name));
    }

    /** The value of a global; null if there is none. */
    public Object find(String name) {
        return named("find", name);
    }

    /** Returns whether there is such a global. */
    public boolean has(String name) {
        return session.of(Boolean.class, named("has", name));
    }

    /** Sets a global; a Java collection is copied. */
    public void set(String name, Object value) {
        Surrogates.require(Objects.requireNonNull(name, "name"), "name of a binding");
        request("set", message -> {
            message.text("name", name);
            message.value("value", value, name);
        });
    }

    /** As {@link #set}; returns the value that the global had, null if there was none. */
    public Object put(String name, Object value) {
        Surrogates.require(Objects.requireNonNull(name, "name"), "name of a binding");
        return request("put", message -> {
            message.text("name", name);
            message.value("value", value, name);
        });
    }

    /** Deletes a global; returns whether there was one. */
    public boolean delete(String name) {
        return session.of(Boolean.class, named("delete", name));
    }

    /** The names of the globals in the order in which they came; modules and names that begin with two underscores apart. */
    public List<String> names() {
        return session.texts(request("names", message -> {}));
    }

    /**
     * Names that are visible if the globals lack them, and never changed; empty by default. An entry without a Python
     * counterpart is left out, so that Python code which does not use it runs.
     */
    public void setOuter(Map<String, Object> names) {
        lent.set(Objects.requireNonNull(names, "names"));
    }

    /** Runs a script; returns the value of the last statement if that is an expression, else null. */
    public Object eval(String source, String fileName) {
        return live(() -> evalNow(source, fileName));
    }

    /** Runs a script with the entries of a map. */
    public Object eval(String source, String fileName, Map<String, Object> bindings) {
        return mirrored(bindings, () -> evalNow(source, fileName));
    }

    private Object evalNow(String source, String fileName) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(fileName, "fileName");
        return request("eval", message -> {
            message.text("source", source);
            message.text("file", fileName);
        });
    }

    /** Runs a compiled script. */
    public Object eval(PythonCode code) {
        return live(() -> evalNow(code));
    }

    /** Runs a compiled script with the entries of a map. */
    public Object eval(PythonCode code, Map<String, Object> bindings) {
        return mirrored(bindings, () -> evalNow(code));
    }

    private Object evalNow(PythonCode code) {
        return request(
                "execute",
                message ->
                        message.number("script", ((GuestScript) code).script().number(session)));
    }

    /** Calls a function among the globals, which may be a dotted name. */
    public Object call(String function, Object... arguments) {
        return live(() -> callNow(function, arguments));
    }

    /** Calls a function with the entries of a map among the globals. */
    public Object call(String function, Map<String, Object> bindings, Object[] arguments) {
        return mirrored(bindings, () -> callNow(function, arguments));
    }

    private Object callNow(String function, Object[] arguments) {
        Objects.requireNonNull(function, "function");
        return request("call", message -> {
            message.text("name", function);
            message.arguments(arguments, Map.of());
        });
    }

    /** Calls a method of an object. */
    public Object invoke(PythonHandle object, String method, Object... arguments) {
        return live(() -> invokeNow(object, method, arguments));
    }

    /** Calls a method of an object; globals that it uses are kept in step with the map like those of a script. */
    public Object invoke(PythonHandle object, String method, Map<String, Object> bindings, Object[] arguments) {
        return mirrored(bindings, () -> invokeNow(object, method, arguments));
    }

    private Object invokeNow(PythonHandle object, String method, Object[] arguments) {
        Objects.requireNonNull(method, "method");
        return request("call", message -> {
            message.number("handle", session.numberOf(object));
            message.text("name", method);
            message.arguments(arguments, Map.of());
        });
    }

    private Object live(Action action) {
        if (lent.isEmpty()) {
            return action.run();
        }
        return session.inOneCall(() -> {
            lent.lend(this::request);
            try {
                return action.run();
            } catch (PythonException e) {
                throw lent.explained(e);
            }
        });
    }

    private Object mirrored(Map<String, Object> bindings, Action action) {
        return session.inOneCall(() -> {
            mirror.assign(bindings, this::request);
            try {
                return action.run();
            } catch (PythonException e) {
                throw lent.explained(e);
            } finally {
                if (session.isUsable()) {
                    mirror.takeOver(bindings, this::request);
                }
            }
        });
    }

    /**
     * An implementation of the interface by the functions of the same names; default methods that the scope lacks are Java's.
     *
     * @return empty if functions are missing
     */
    public <T> Optional<T> as(Class<T> type) {
        return as(type, (name, arguments) -> session.inOneCall(() -> call(name, arguments)));
    }

    /**
     * As {@link #as(Class)}, with the entries of a map among the globals.
     *
     * @param bindings as for {@link #call}, at each call of a method
     */
    public <T> Optional<T> as(Class<T> type, Map<String, Object> bindings) {
        return as(type, (name, arguments) -> call(name, bindings, arguments));
    }

    /** Calls a function of the scope. */
    private interface Caller {
        Object call(String name, Object[] arguments);
    }

    private <T> Optional<T> as(Class<T> type, Caller caller) {
        InterfaceProxy.requireInterface(type);
        return InterfaceProxy.of(new Globals(caller), type, type.getSimpleName() + " in Python");
    }

    private final class Globals implements InterfaceProxy.Functions {
        private final Caller caller;

        Globals(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Collection<?> callables(List<String> names) {
            return globals == null
                    ? List.of()
                    : (Collection<?>) request("callables", message -> message.values("names", names));
        }

        @Override
        public Object call(String name, Object... arguments) {
            return caller.call(name, arguments);
        }
    }
}
