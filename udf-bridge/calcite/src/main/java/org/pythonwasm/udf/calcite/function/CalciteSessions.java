package org.pythonwasm.udf.calcite.function;

import java.sql.Connection;
import java.sql.SQLException;
import org.pythonwasm.udf.internal.session.SessionWatch;
import org.pythonwasm.udf.spi.DatabaseSessions;
import org.pythonwasm.udf.spi.Interruptible;

/** Watches sessions, which are connections. Stateless. */
public final class CalciteSessions implements DatabaseSessions {
    public static final CalciteSessions INSTANCE = new CalciteSessions();

    private CalciteSessions() {}

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
        // Watches the session's end only. A cancellation belongs to a statement, of which a session may run several:
        // see CancelWatch.
        SessionWatch.begin(session, call, this);
    }

    @Override
    public void cancelled(Object session) {
        // The flag is the statement's own, and the dialect clears it when the statement is executed again.
    }
}
