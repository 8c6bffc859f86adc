package org.pythonwasm.udf.h2.function;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbc.JdbcConnection;
import org.pythonwasm.udf.internal.call.FunctionInstance;
import org.pythonwasm.udf.internal.call.SessionFunction;
import org.pythonwasm.udf.internal.define.CheckedFunction;
import org.pythonwasm.udf.internal.metrics.CallCounts;

/**
 * A function behind a class that a database loaded; each database loads its own. H2 does not name the database that
 * loads; the first call shows it. Thread-safe.
 *
 * @param <C> the kind of its calls
 */
public final class LoadedFunction<C extends FunctionInstance> {
    private final SessionFunction<C> function;
    private volatile WeakReference<Object> database;

    LoadedFunction(SessionFunction<C> function) {
        this.function = function;
    }

    public CheckedFunction checked() {
        return function.checked();
    }

    /** Returns the function in the connection's session. */
    public C in(Connection connection) throws SQLException {
        var session = ((JdbcConnection) connection).getSession();
        if (database == null) {
            database = new WeakReference<>(LoadedFunctions.database(session));
        }
        return function.in(session);
    }

    CallCounts counts() {
        return function.counts();
    }

    /** Returns whether it was called, and in that database. */
    boolean isOf(Object candidate) {
        var known = database;
        return known != null && known.refersTo(candidate);
    }
}
