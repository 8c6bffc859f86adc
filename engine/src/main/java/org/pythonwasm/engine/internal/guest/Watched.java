package org.pythonwasm.engine.internal.guest;

import org.pythonwasm.engine.GuestDiedException.Reason;

/** A guest as the watchdog of its calls sees it: what runs, and how it is made to end. Any thread may call the methods. */
public interface Watched {
    /** Returns whether an exception can be raised in what runs; a guest that takes none is killed instead. */
    boolean takesExceptions();

    /**
     * Raises the exception for that reason in what runs, or kills a guest that takes none.
     *
     * @return false if that cannot be done at the moment, so that the caller tries again
     */
    boolean raise(Reason reason);

    /** Returns whether its memory moves to a larger place at this moment, so that nothing can be raised in it. */
    boolean isMoving();

    /** The action runs, on the guest's thread, each time that its memory has moved. */
    void whenMoved(Runnable action);

    /** Returns whether the exception waits to be taken: no Python code has run since it was raised. */
    boolean isWaiting();

    /** Raises the exception again while it waits, for the guest may have lost it. */
    void remind();

    /** Ends what runs at its next step. */
    void kill();

    boolean isKilled();

    /** Takes back what came too late for the call that was to end. */
    void clear();

    /** Returns whether the guest waits for code of the host: a Java function, a sleep. */
    boolean inHost();

    /** Returns whether the code of the host for which it waits compiles something for it. */
    boolean isCompiling();

    /** Returns how often the guest has called code of the host. */
    int hostCalls();

    /** The thread that computes while the calling thread waits for it; null if the calling thread runs the guest. */
    Thread worker();

    /** Linear memory that the guest has taken so far. */
    long memoryBytes();
}
