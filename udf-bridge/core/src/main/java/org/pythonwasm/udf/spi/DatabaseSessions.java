package org.pythonwasm.udf.spi;

/** The questions about sessions that a function puts to the database. Thread-safe. */
public interface DatabaseSessions {

    boolean isClosed(Object session);

    /** Called when an interpreter was opened for the session; a watcher may hold the session weakly only. */
    void opened(Object session, Interruptible call);

    /** Returns whether the session was asked to end its running statement, as far as the session knows. */
    default boolean isCancelled(Object session) {
        return false;
    }

    /**
     * Called when a call ended with SQLSTATE 57014. If the session was asked to end its statement, that has now been
     * done. Databases that handle this themselves do nothing here.
     */
    default void cancelled(Object session) {}
}
