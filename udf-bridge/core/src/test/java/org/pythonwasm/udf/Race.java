package org.pythonwasm.udf;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Statements of several connections, executed at one moment. */
public final class Race {
    private Race() {}

    /** Opens a connection. */
    public interface Opener {
        Connection open() throws SQLException;
    }

    /** Uses connections. */
    public interface Use {
        void of(List<Connection> connections) throws Exception;
    }

    /** Closes them afterwards. */
    public static void withConnections(int count, Opener opener, Use use) throws Exception {
        var connections = new ArrayList<Connection>();
        try {
            for (int i = 0; i < count; i++) {
                connections.add(opener.open());
            }
            use.of(connections);
        } finally {
            for (var connection : connections) {
                connection.close();
            }
        }
    }

    /** The statement of each connection; answers their errors, null for none. */
    public static List<SQLException> execute(List<Connection> connections, List<String> statements) throws Exception {
        var start = new CyclicBarrier(statements.size());
        var threads = Executors.newFixedThreadPool(statements.size());
        try {
            var outcomes = new ArrayList<Future<SQLException>>();
            for (int i = 0; i < statements.size(); i++) {
                var connection = connections.get(i);
                String sql = statements.get(i);
                outcomes.add(threads.submit((Callable<SQLException>) () -> execute(connection, start, sql)));
            }
            var errors = new ArrayList<SQLException>();
            for (var outcome : outcomes) {
                errors.add(outcome.get());
            }
            return errors;
        } finally {
            threads.shutdownNow();
        }
    }

    private static SQLException execute(Connection connection, CyclicBarrier start, String sql) throws Exception {
        try (var statement = connection.createStatement()) {
            start.await();
            statement.execute(sql);
            return null;
        } catch (SQLException e) {
            return e;
        }
    }
}
