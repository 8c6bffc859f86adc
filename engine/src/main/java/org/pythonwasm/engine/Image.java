package org.pythonwasm.engine;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pythonwasm.engine.internal.Grants;
import org.pythonwasm.engine.internal.GuestCode;
import org.pythonwasm.engine.internal.GuestInstance;
import org.pythonwasm.engine.internal.Snapshot;
import org.pythonwasm.engine.internal.Wasi;

/**
 * What guests are made from. Immutable, thread-safe.
 *
 * @param codes the code of a session's guest: for all the same of the built-in guest, one for each of a module of the user's
 * @param snapshot the memory that each guest starts with; where the guest has its own, what lies between it and the host
 * @param archive the standard library of the built-in guest
 * @param preparation a script that each guest has to run first, since the snapshot does not hold what it did; may be empty
 * @param recursionDepth Python's limit in that memory
 * @param openFiles numbers of files that the memory takes for open; in none of the guests they are
 * @param grants what the built-in guest may see
 * @param listener hears what happens to the guests
 */
record Image(Function<Session, GuestCode> codes, Snapshot snapshot, Supplier<byte[]> archive, String preparation,
        int recursionDepth, List<Integer> openFiles, Grants grants, EngineListener listener) {
    /** What tracebacks call the preparation. */
    static final String PREPARATION = "<preparation>";
    /** Python's own limit. */
    static final int RECURSION_DEPTH = 1_000;

    GuestInstance fork(Wasi wasi, Limits limits) {
        return snapshot.fork(limits.memoryBytes(), wasi);
    }

    /** The same code and library, with the memory as a guest left it. */
    Image of(GuestInstance guest, int depth) {
        return new Image(codes, Snapshot.take(guest, snapshot.interruptCells()), archive, "", depth, ((Wasi) guest.imports).openFiles(),
                grants, listener);
    }

    Image with(Grants newGrants, EngineListener newListener) {
        return new Image(codes, snapshot, archive, preparation, recursionDepth, openFiles, newGrants, newListener);
    }
}
