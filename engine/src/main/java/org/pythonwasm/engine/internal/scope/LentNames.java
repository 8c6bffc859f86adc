package org.pythonwasm.engine.internal.scope;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.engine.internal.wire.NoPythonValueException;

/** Names that a scope sees and does not own, such as those of JSR-223's global scope. */
public final class LentNames {
    private final Variables variables;
    private final Map<String, NoPythonValueException> leftOut = new HashMap<>();
    private Map<String, Object> names = Map.of();

    public LentNames(Session session) {
        variables = new Variables(session);
    }

    public void set(Map<String, Object> newNames) {
        names = newNames;
    }

    /** Returns whether there is nothing to lend, and nothing to take back. */
    public boolean isEmpty() {
        return names.isEmpty() && variables.isEmpty();
    }

    public void lend(Variables.Requests requests) {
        variables.send("lend", known(variables, Map.of()), false, requests);
    }

    /** As they are now, without those that a map has itself. */
    Map<String, Variables.Known> known(Variables before, Map<String, Object> inner) {
        var now = new LinkedHashMap<String, Variables.Known>();
        leftOut.clear();
        names.forEach((name, value) -> {
            if (Variables.isVariable(name) && !inner.containsKey(name)) {
                try {
                    now.put(name, before.known(name, value));
                } catch (NoPythonValueException e) {
                    leftOut.put(name, e);
                }
            }
        });
        return now;
    }

    /** A NameError may come from a name that was left out. */
    public PythonException explained(PythonException error) {
        var reason = error.typeName().equals("NameError")
                ? leftOut.get(error.attributes().get("name"))
                : null;
        if (reason != null) {
            error.addSuppressed(reason);
        }
        return error;
    }
}
