package org.pythonwasm.udf.spi;

/** A function's interpreter in a session, for the database's code that may end its calls. Thread-safe. */
public interface Interruptible {

    /** Ends the running call with SQLSTATE 57014; does nothing between calls. */
    void interrupt();

    /** Refuses further calls; a running one ends with SQLSTATE 57014. */
    void leave();

    /** Frees the interpreter's memory, and kills a running call, because the session is closed. */
    void end();

    /** Returns false after its guest died, or its session was closed. */
    boolean isUsable();
}
