package org.pythonwasm.udf;

import java.sql.SQLException;
import org.pythonwasm.engine.GuestDiedException;

/**
 * Hears what happens to SQL functions, for an application's own log and metrics; see {@link PythonFunctions#addListener}.
 * Called by the thread in which it happens, before the database hears of it: it has to be fast and thread-safe, and must not
 * use the connection. What it throws is logged and otherwise ignored. Every method does nothing by default. Calls that go
 * well are counted, see {@link FunctionsMXBean}, but not told: there are millions a second.
 */
public interface FunctionListener {
    /** A session got an interpreter for the function, which will run its body. */
    default void opened(FunctionDefinition function) {
    }

    /** A call ended with an error; {@link SQLException#getSQLState()} tells the kind. */
    default void failed(FunctionDefinition function, SQLException error) {
    }

    /** A call ended the function's interpreter; {@link #failed} follows, unless the row is tried again alone. */
    default void died(FunctionDefinition function, GuestDiedException death) {
    }
}
