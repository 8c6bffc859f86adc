package org.pythonwasm.engine.internal.scope;

import java.util.LinkedHashMap;
import java.util.Map;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.engine.internal.wire.Form;
import org.pythonwasm.engine.internal.wire.RequestWriter;
import org.pythonwasm.engine.internal.wire.Surrogates;

/** The variables of a map as they last crossed to Python. */
public final class Variables {
    private final Session session;
    private final Map<String, Known> known = new LinkedHashMap<>();

    /** Makes a request about a scope. */
    public interface Requests {
        Object request(String operation, RequestWriter.Body body);
    }

    /** The former state of a name; of the value only what cannot change, or it would be kept alive here. */
    record Known(Object value, Form form) {
        static Known of(Object value, Form form) {
            return new Known(isConstant(value) ? value : null, form);
        }

        private static boolean isConstant(Object value) {
            return value instanceof String
                    || value instanceof Boolean
                    || value instanceof Number && value.getClass().getName().startsWith("java.lang.");
        }

        /** Without a look at the form, if the value cannot have changed. */
        boolean isStill(Object other) {
            return value != null && value == other;
        }
    }

    Variables(Session session) {
        this.session = session;
    }

    /** Names with dots, such as those that JSR-223 reserves, are none. */
    static boolean isVariable(String name) {
        return name.indexOf('.') < 0;
    }

    /** @throws org.pythonwasm.engine.internal.wire.NoPythonValueException the value has no Python counterpart */
    Known known(String name, Object value) {
        Known before = known.get(name);
        return before != null && before.isStill(value) ? before : know(name, value);
    }

    Known know(String name, Object value) {
        Surrogates.require(name, "name of a binding");
        return Known.of(value, session.form(value, name));
    }

    /** Replaces what was known; sends what is new, or what a name is no more, if there is any of it or it is asked for. */
    void send(String operation, Map<String, Known> now, boolean always, Requests requests) {
        var changed = new LinkedHashMap<String, Form>();
        now.forEach((name, value) -> {
            Known before = known.get(name);
            if (before == null || !before.form.equals(value.form)) {
                changed.put(name, value.form);
            }
        });
        var gone =
                known.keySet().stream().filter(name -> !now.containsKey(name)).toList();
        if (always || !changed.isEmpty() || !gone.isEmpty()) {
            requests.request(operation, message -> {
                message.forms("set", changed);
                message.values("delete", gone);
            });
        }
        known.clear();
        known.putAll(now);
    }

    /** Returns whether the value is another one than before. */
    boolean put(String name, Object value) {
        Known now = know(name, value);
        Known before = known.put(name, now);
        return before == null || !before.form.equals(now.form);
    }

    void remove(String name) {
        known.remove(name);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }
}
