package org.pythonwasm.engine.internal.guest;

import org.pythonwasm.engine.EngineListener;
import org.pythonwasm.engine.HostAccess;
import org.pythonwasm.engine.internal.residence.MemoryPolicy;

/**
 * The state that the sessions of a runtime have in common. Immutable, thread-safe.
 *
 * @param source makes their guests
 * @param preparation a script that each guest has to run first, since it does not begin with what the script did; may be empty
 * @param recursionDepth Python's limit in a guest that has just been made
 * @param listener receives the events of the guests
 * @param access what their scripts may do with Java objects
 * @param memory what they may hold together
 */
public record GuestTemplate(
        Guest.Source source,
        String preparation,
        int recursionDepth,
        EngineListener listener,
        HostAccess access,
        MemoryPolicy memory) {
    /** What tracebacks call the preparation. */
    public static final String PREPARATION = "<preparation>";
    /** Python's own limit. */
    public static final int RECURSION_DEPTH = 1_000;

    public GuestTemplate withAccess(HostAccess newAccess) {
        return new GuestTemplate(source, preparation, recursionDepth, listener, newAccess, memory);
    }
}
