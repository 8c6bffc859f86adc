package org.pythonwasm.engine;

import java.util.function.Supplier;
import org.pythonwasm.engine.internal.GuestCode;
import org.pythonwasm.engine.internal.GuestInstance;
import org.pythonwasm.engine.internal.Snapshot;
import org.pythonwasm.engine.internal.Wasi;

/** What guests are forked from: translated code, memory snapshot, standard library. Immutable, thread-safe. */
record Image(GuestCode code, Snapshot snapshot, Supplier<byte[]> archive) {
    GuestInstance fork(Wasi wasi, Limits limits) {
        return snapshot.fork(limits.memoryBytes(), wasi);
    }

    /** The same code and library, with the memory as a guest left it. */
    Image of(GuestInstance guest) {
        return new Image(code, Snapshot.take(guest, snapshot.interruptCells()), archive);
    }
}
