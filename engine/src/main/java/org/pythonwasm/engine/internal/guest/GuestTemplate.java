package org.pythonwasm.engine.internal.guest;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pythonwasm.engine.EngineListener;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.Snapshot;
import org.pythonwasm.machine.wasi.Wasi;

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
public record GuestTemplate(Function<Session, GuestExports> codes, Snapshot snapshot, Supplier<byte[]> archive, String preparation,
        int recursionDepth, List<Integer> openFiles, Grants grants, EngineListener listener) {
    /** What tracebacks call the preparation. */
    public static final String PREPARATION = "<preparation>";
    /** Python's own limit. */
    public static final int RECURSION_DEPTH = 1_000;

    GuestInstance fork(Wasi wasi, Limits limits) {
        return snapshot.fork(limits.memoryBytes(), wasi);
    }

    /** The same code and library, with the memory as a guest left it. */
    GuestTemplate of(GuestInstance guest, int depth) {
        return new GuestTemplate(codes, Snapshot.take(guest, snapshot.interruptCells()), archive, "", depth,
                ((Wasi) guest.imports).openFiles(), grants, listener);
    }

    public GuestTemplate with(Grants newGrants, EngineListener newListener) {
        return new GuestTemplate(codes, snapshot, archive, preparation, recursionDepth, openFiles, newGrants, newListener);
    }
}
