package org.pythonwasm.udf.spi;

/** What a function asks the database about its sessions. Thread-safe. */
public interface DatabaseSessions {

    boolean isClosed(Object session);

    /** An interpreter was opened for the session; whoever watches for cancellation may hold it weakly only. */
    void opened(Object session, Interruptible call);

    /** Whether the session was asked to end the statement that it runs, as far as the session knows. */
    default boolean isCancelled(Object session) {
        return false;
    }

    /**
     * A call ended with SQLSTATE 57014: if the session was asked to end its statement, that has been done now. Databases
     * that see to this themselves do nothing here.
     */
    default void cancelled(Object session) {
    }
}
