package org.pythonwasm.engine.internal.scope;

import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.internal.guest.Session;

/** A Java map whose entries are globals of a scope while Python code runs there. */
public final class MirroredMap {
    private final Session session;
    private final Variables variables;
    private final LentNames lent;

    public MirroredMap(Session session, LentNames lent) {
        this.session = session;
        this.variables = new Variables(session);
        this.lent = lent;
    }

    /** Before the code runs. */
    public void assign(Map<String, Object> bindings, Variables.Requests requests) {
        var now = lent.known(variables, bindings);
        bindings.forEach((name, value) -> {
            if (Variables.isVariable(name)) {
                now.put(name, variables.known(name, value));
            }
        });
        variables.send("assign", now, true, requests);
    }

    /** After it: what it assigned, changed or deleted. */
    public void takeOver(Map<String, Object> bindings, Variables.Requests requests) {
        var changes = session.of(List.class, requests.request("changes", message -> {}));
        var changed = session.of(List.class, changes.isEmpty() ? null : changes.get(0));
        for (int i = 0; i + 1 < changed.size(); i += 2) {
            String name = session.of(String.class, changed.get(i));
            Object value = changed.get(i + 1);
            if (variables.put(name, value)) {
                putIfAllowed(name, value, bindings);
            }
        }
        for (String name : session.texts(changes.get(changes.size() - 1))) {
            variables.remove(name);
            try {
                bindings.remove(name);
            } catch (UnsupportedOperationException unmodifiable) {
                // They are input only: the next run sets the name again.
            }
        }
    }

    /** A name that cannot be written back stays in Python; the next run leaves it there if the bindings do not have it. */
    private void putIfAllowed(String name, Object value, Map<String, Object> bindings) {
        try {
            bindings.put(name, value);
        } catch (UnsupportedOperationException unmodifiable) {
            if (!bindings.containsKey(name)) {
                variables.remove(name);
            }
        }
    }
}
