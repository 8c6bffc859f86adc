package org.pythonwasm.udf.internal;

/** A function's interpreter in a session, as the database's side may end what it runs. Thread-safe. */
public interface Interruptible {

    /** Ends the running call with SQLSTATE 57014; does nothing between calls. */
    void interrupt();

    /** False after its guest died. */
    boolean isUsable();
}
