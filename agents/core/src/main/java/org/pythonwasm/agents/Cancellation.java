package org.pythonwasm.agents;

/** A caller's way to end a run of its own, from any thread. It serves for one run. */
public final class Cancellation {
    private boolean cancelled;
    private Runnable end;

    public Cancellation() {}

    /** Ends the run that has it, or refuses the one that will. A second call does nothing. */
    public synchronized void cancel() {
        if (!cancelled) {
            cancelled = true;
            if (end != null) {
                end.run();
            }
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** @return whether the run may begin */
    synchronized boolean begin(Runnable newEnd) {
        end = newEnd;
        return !cancelled;
    }

    synchronized void finish() {
        end = null;
    }
}
