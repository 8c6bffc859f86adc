package org.pythonwasm.engine.script;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.script.Bindings;

/**
 * The Python globals of each Bindings object, as long as the object is reachable. By identity: Bindings are mutable
 * maps, and two that are equal now remain two. Thread-safe.
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

    private final Map<Key, Globals> scopes = new HashMap<>();
    private final ReferenceQueue<Bindings> unreachable = new ReferenceQueue<>();

    /** Null if they have none, or those that they had were lost with their interpreter. */
    synchronized Globals find(Bindings bindings) {
        for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
            scopes.remove(gone);
        }
        Key key = new Key(bindings, null);
        Globals globals = scopes.get(key);
        if (globals != null && !globals.interpreter().python().isUsable()) {
            scopes.remove(key);
            return null;
        }
        return globals;
    }

    /** Those that they have, or new ones. */
    synchronized Globals of(Bindings bindings, Supplier<Globals> made) {
        Globals globals = find(bindings);
        if (globals == null) {
            globals = made.get();
            scopes.put(new Key(bindings, unreachable), globals);
        }
        return globals;
    }
}
