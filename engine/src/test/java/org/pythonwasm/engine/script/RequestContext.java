package org.pythonwasm.engine.script;

import java.util.List;
import javax.script.Bindings;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;

/** A context with a scope of its own between the engine's and the global one. */
final class RequestContext extends SimpleScriptContext {
    static final int REQUEST_SCOPE = 150;
    final Bindings request = new SimpleBindings();

    @Override
    public List<Integer> getScopes() {
        return List.of(ENGINE_SCOPE, REQUEST_SCOPE, GLOBAL_SCOPE);
    }

    @Override
    public Bindings getBindings(int scope) {
        return scope == REQUEST_SCOPE ? request : super.getBindings(scope);
    }

    @Override
    public Object getAttribute(String name, int scope) {
        return scope == REQUEST_SCOPE ? request.get(name) : super.getAttribute(name, scope);
    }

    @Override
    public void setBindings(Bindings bindings, int scope) {
        if (scope == REQUEST_SCOPE) {
            request.clear();
            request.putAll(bindings);
        } else {
            super.setBindings(bindings, scope);
        }
    }
}
