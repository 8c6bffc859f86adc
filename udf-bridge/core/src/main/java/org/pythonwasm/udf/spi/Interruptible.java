package org.pythonwasm.udf.spi;

/** A function's interpreter in a session, as the database's side may end what it runs. Thread-safe. */
public interface Interruptible {

    /** Ends the running call with SQLSTATE 57014; does nothing between calls. */
    void interrupt();

    /** No call after this one, which ends with SQLSTATE 57014 if it runs. */
    void leave();

    /** Gives the interpreter's memory back, and kills a call that runs: the session is closed. */
    void end();

    /** False after its guest died, or its session was closed. */
    boolean isUsable();
}
