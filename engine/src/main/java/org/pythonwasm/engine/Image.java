package org.pythonwasm.engine;

import java.util.function.Supplier;
import org.pythonwasm.engine.internal.Grants;
import org.pythonwasm.engine.internal.GuestCode;
import org.pythonwasm.engine.internal.GuestInstance;
import org.pythonwasm.engine.internal.Snapshot;
import org.pythonwasm.engine.internal.Wasi;

/** What guests are forked from: translated code, memory snapshot, standard library, what they may see. Immutable, thread-safe. */
record Image(GuestCode code, Snapshot snapshot, Supplier<byte[]> archive, Grants grants,
        EngineListener listener) {
    GuestInstance fork(Wasi wasi, Limits limits) {
        return snapshot.fork(limits.memoryBytes(), wasi);
    }

    /** The same code and library, with the memory as a guest left it. */
    Image of(GuestInstance guest) {
        return new Image(code, Snapshot.take(guest, snapshot.interruptCells()), archive, grants, listener);
    }

    Image with(Grants newGrants, EngineListener newListener) {
        return new Image(code, snapshot, archive, newGrants, newListener);
    }
}
