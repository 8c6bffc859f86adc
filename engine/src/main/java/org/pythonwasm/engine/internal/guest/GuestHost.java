package org.pythonwasm.engine.internal.guest;

import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.internal.wire.Channel;
import org.pythonwasm.machine.wasi.RequestStreams;

/** The session that a guest runs for, as the guest sees it. Same thread rule. */
public interface GuestHost {
    /** The streams that hold the guest's stdin and take its output. */
    RequestStreams requests();

    Channel channel();

    Limits limits();

    /** Returns whether a call of a Java function runs, whose guest code waits for it. */
    boolean isNested();

    boolean isUsable();

    /** Runs guest code: inside a call, and with an end of the guest if it throws. */
    int run(IntSupplier guestCode);

    /**
     * Work of the host's own in the guest's memory, such as a batch's. It runs guest code, and a script may have made
     * a ring of the heap's lists: so it is under the limits of a call and can be ended like one, but counts as none.
     */
    int keepHouse(IntSupplier work);

    /** Java goes on to read and write the guest's memory outside of calls, until {@link #unpin}: it stays awake, or wakes now. */
    void pin();

    void unpin();

    /** What Java takes of the guest's memory; where there is no room for it, the guest is at fault, not who reads. */
    <T> T taken(Supplier<T> reading);

    /** A value of the guest's may be as long as the limit says. */
    void requireValueSize(int bytes);

    /** The guest is not to be entered again. Returns what to throw. */
    RuntimeException died(Throwable cause);
}
