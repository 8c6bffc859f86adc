package org.pythonwasm.engine.internal.guest;

/** An operation of a guest on the rows of a batch, one after another. */
public enum Work {
    /** Calls a function once per row. */
    CALL,
    /** Calls a function once, with a list or buffers a column. */
    VECTORS,
    /** Adds rows to the states of an aggregate. */
    ACCUMULATE,
    /** Merges the states of an aggregate in pairs. */
    MERGE,
    /** Computes the results of states. */
    FINISH,
    /** Writes states as bytes. */
    SAVE,
    /** Makes states of such bytes. */
    LOAD,
    /** Appends rows to a list. */
    APPEND
}
