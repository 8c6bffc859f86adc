package org.pythonwasm.engine.script;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.script.Bindings;
import org.pythonwasm.engine.PythonScope;

/**
 * The Python globals of each Bindings object, as long as the object is reachable. By identity: Bindings are mutable
 * maps, and two that are equal now remain two.
 */
final class ScopeTable {
    private static final class Key extends WeakReference<Bindings> {
        private final int hash;

        Key(Bindings bindings, ReferenceQueue<Bindings> queue) {
            super(bindings, queue);
            hash = System.identityHashCode(bindings);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() != null && get() == key.get();
        }
    }

    private final Map<Key, PythonScope> scopes = new HashMap<>();
    private final ReferenceQueue<Bindings> unreachable = new ReferenceQueue<>();
    private final Function<Bindings, PythonScope> factory;

    ScopeTable(Function<Bindings, PythonScope> factory) {
        this.factory = factory;
    }

    PythonScope of(Bindings bindings) {
        for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
            scopes.remove(gone);
        }
        return scopes.computeIfAbsent(new Key(bindings, unreachable), key -> factory.apply(bindings));
    }

    int size() {
        return scopes.size();
    }
}
