package org.pythonwasm.udf;

import java.sql.SQLException;
import org.pythonwasm.engine.GuestDiedException;

/**
 * Receives events from SQL functions, for an application's log and metrics; see {@link PythonFunctions#addListener}.
 * The thread in which an event occurs calls the method, before the database receives the result: a method has to be
 * fast and thread-safe, and must not use the connection. Its exceptions are logged and otherwise ignored. Every method
 * does nothing by default. Successful calls are counted, see {@link FunctionsMXBean}, but not reported, because there
 * are millions per second.
 */
public interface FunctionListener {
    /** A session got an interpreter for the function, which will run its body. */
    default void opened(FunctionDefinition function) {}

    /** A call ended with an error; {@link SQLException#getSQLState()} is its kind. */
    default void failed(FunctionDefinition function, SQLException error) {}

    /** A call ended the function's interpreter; {@link #failed} follows, unless the row is repeated alone. */
    default void died(FunctionDefinition function, GuestDiedException death) {}
}
