package org.pythonwasm.engine.internal.residence;

/** Whose memory a {@link Resident} is. Thread-safe. */
public interface Sleeper {
    /** Gives the memory back if nobody uses it. Returns whether it did. */
    boolean sleep();

    /** Notes what it holds now, by {@link Residents#update}. */
    void account();

    /** Returns the bytes of the Java heap that its memory takes. */
    long heldBytes();

    boolean isAsleep();

    /** Calls so far. */
    long calls();

    boolean isBusy();
}
