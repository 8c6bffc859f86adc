package org.pythonwasm.udf.calcite;

import java.sql.Connection;
import java.sql.SQLException;
import org.pythonwasm.udf.internal.ScalarCall;
import org.pythonwasm.udf.internal.SessionRules;

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
    public void opened(Object session, ScalarCall call) {
        // Only the function's own timeout ends a call: Calcite looks at a statement's cancel flag between rows.
    }

    @Override
    public void cancelled(Object session) {
        // Nothing was asked for, see above.
    }
}
