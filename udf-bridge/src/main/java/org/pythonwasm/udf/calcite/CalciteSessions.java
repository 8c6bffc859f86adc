package org.pythonwasm.udf.calcite;

import java.sql.Connection;
import java.sql.SQLException;
import org.pythonwasm.udf.internal.Interruptible;
import org.pythonwasm.udf.internal.SessionRules;
import org.pythonwasm.udf.internal.SessionWatch;

/** A session is a connection. Stateless. */
final class CalciteSessions implements SessionRules {
    static final CalciteSessions INSTANCE = new CalciteSessions();

    private CalciteSessions() {
    }

    @Override
    public boolean isClosed(Object session) {
        try {
            return session instanceof Connection connection && connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void opened(Object session, Interruptible call) {
        // For its end; cancelling is that of a statement, of which a session may run several: see CancelWatch.
        SessionWatch.begin(session, call, this);
    }

    @Override
    public void cancelled(Object session) {
        // The flag is the statement's own and cleared when it is executed again.
    }
}
