package org.pythonwasm.engine.internal.residence;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** What the Java heap holds of one guest, which it does not keep alive. Thread-safe, but for the last two fields. */
public final class Resident extends WeakReference<Sleeper> {
    private final MemoryPolicy policy;
    private long bytes;
    private boolean awake;
    private boolean gone;
    /** Calls at the last look; used by those that look only, as is the next. */
    private long calls;

    private long idleSince = System.nanoTime();

    Resident(Sleeper sleeper, MemoryPolicy policy, ReferenceQueue<Sleeper> queue) {
        super(sleeper, queue);
        this.policy = policy;
    }

    /** Notes the guest's state, after each change of it. Returns by how much the bytes of guests that are awake have changed. */
    synchronized long update(long heldBytes, boolean isAwake) {
        return gone ? 0 : hold(heldBytes, isAwake);
    }

    /** As above, for good. */
    synchronized long end() {
        gone = true;
        return hold(0, false);
    }

    private long hold(long newBytes, boolean nowAwake) {
        long before = awake ? bytes : 0;
        policy.add(newBytes - bytes);
        bytes = newBytes;
        awake = nowAwake;
        return (awake ? bytes : 0) - before;
    }

    synchronized boolean isAwake() {
        return awake;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Looks whether a call was made since the last look, and returns for how long none was. */
    synchronized long idleNanos(Sleeper sleeper, long now) {
        long count = sleeper.calls();
        if (count != calls || sleeper.isBusy()) {
            calls = count;
            idleSince = now;
        }
        return now - idleSince;
    }

    boolean isTimeToSleep(long idleNanos) {
        return policy.isTimeToSleep(idleNanos);
    }
}
