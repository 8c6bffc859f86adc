package org.pythonwasm.engine.internal.residence;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.pythonwasm.engine.NoRoomException;

/** How much of the Java heap the guests of a runtime may hold together, how much they do, and when idle ones sleep. Thread-safe. */
public final class MemoryPolicy {
    private static final long MEGABYTE = 1L << 20;

    private final long mostBytes;
    private final Duration sleepAfter;
    private final AtomicLong held = new AtomicLong();

    /**
     * @param mostBytes of all guests together
     * @param sleepAfter the idle time after which a guest sleeps
     */
    public MemoryPolicy(long mostBytes, Duration sleepAfter) {
        this.mostBytes = mostBytes;
        this.sleepAfter = sleepAfter;
    }

    /** Whether that many bytes more are within the bound. */
    boolean allows(long more) {
        return held.get() + more <= mostBytes;
    }

    void add(long bytes) {
        held.addAndGet(bytes);
    }

    boolean isTimeToSleep(long idleNanos) {
        return idleNanos >= sleepAfter.toNanos();
    }

    long heldBytes() {
        return held.get();
    }

    NoRoomException refusal(long more) {
        return new NoRoomException(
                "no room for " + (more + MEGABYTE - 1) / MEGABYTE
                        + " MB of an interpreter: the interpreters of this runtime hold "
                        + held.get() / MEGABYTE + " MB of at most " + mostBytes / MEGABYTE
                        + " (withTotalMemory, python-wasm.totalMemory), and those that are idle sleep already; "
                        + "close interpreters or connections, or raise the bound",
                null);
    }
}
