package org.pythonwasm.bench.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Connections to a database in memory, and small functions in it, each of which counts its uses in each session. */
final class ManySessions implements AutoCloseable {
    private final List<Connection> sessions = new ArrayList<>();
    private final int functions;
    private final Times creation;

    ManySessions(String database, int sessions, int functions) throws SQLException {
        this.functions = functions;
        this.creation = new Times(functions);
        for (int i = 0; i < sessions; i++) {
            this.sessions.add(DriverManager.getConnection("jdbc:python-wasm:h2:mem:" + database));
        }
        for (int i = 0; i < functions; i++) {
            create(i);
        }
    }

    private void create(int function) throws SQLException {
        try (var statement = sessions.get(0).createStatement()) {
            creation.begin();
            statement.execute("""
                    CREATE FUNCTION count_%1$d(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER 'count' AS $$
                    uses = 0
                    def count(x: int) -> int:
                        global uses
                        uses += x
                        return uses
                    $$""".formatted(function));
            creation.end();
        }
    }

    Times creation() {
        return creation;
    }

    /** Uses each function in each session, and requires that each has been used so many times. */
    Times use(int round) throws SQLException {
        var times = new Times(sessions.size() * functions);
        for (int session = 0; session < sessions.size(); session++) {
            for (int function = 0; function < functions; function++) {
                times.begin();
                int count = use(session, function);
                times.end();
                if (count != round) {
                    throw new IllegalStateException("function " + function + " of session " + session + " counted "
                            + count + " in round " + round);
                }
            }
        }
        return times;
    }

    int use(int session, int function) throws SQLException {
        return value(sessions.get(session), "SELECT count_" + function + "(1)");
    }

    static int value(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    Connection session(int index) {
        return sessions.get(index);
    }

    @Override
    public void close() throws SQLException {
        for (var session : sessions) {
            session.close();
        }
    }
}
