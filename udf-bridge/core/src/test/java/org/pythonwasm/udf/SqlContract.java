package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Tests that run in a {@link Database} whose functions run in a {@link Guest}, and how to ask it. */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(Guests.class)
@ExtendWith(Guests.class)
public abstract class SqlContract {
    private static final AtomicLong OPENED = new AtomicLong();

    static {
        PythonFunctions.addListener(new FunctionListener() {
            @Override
            public void opened(FunctionDefinition function) {
                OPENED.incrementAndGet();
            }
        });
    }

    protected final Database database;
    protected Connection connection;

    protected SqlContract(Database database) {
        this.database = database;
    }

    protected Connection connect() throws SQLException {
        return database.connect();
    }

    protected String own(String message) {
        return database.own(message);
    }

    protected String from(String call) {
        return database.from(call);
    }

    protected String query(String sql) {
        return database.query(sql);
    }

    protected String one(String expression) {
        return database.one(expression);
    }

    @BeforeEach
    void open() throws SQLException {
        connection = connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    protected void run(String sql) throws SQLException {
        run(connection, sql);
    }

    protected static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    protected Object value(String sql) throws SQLException {
        return value(connection, sql, Object.class);
    }

    protected static <T> T value(Connection connection, String sql, Class<T> type) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return type == Object.class ? type.cast(rows.getObject(1)) : rows.getObject(1, type);
        }
    }

    /** The values of each row, with a space between them. */
    protected List<String> rows(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var row = new StringJoiner(" ");
                for (int i = 1; i <= columns; i++) {
                    row.add(rows.getString(i));
                }
                texts.add(row.toString());
            }
            return texts;
        }
    }

    protected List<Object> column(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getObject(1));
            }
            return values;
        }
    }

    /** SQLSTATE, a space, the message. */
    protected String error(String sql) {
        var e = assertThrows(SQLException.class, () -> drain(sql));
        return e.getSQLState() + " " + own(e.getMessage());
    }

    /** The rows are read as well: a database may compute a row when it is fetched. */
    private void drain(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                var rows = statement.getResultSet();
                while (rows.next()) {
                    rows.getObject(1);
                }
            }
        }
    }

    /** Interpreters that were opened for rows so far. */
    protected static long opened() {
        return OPENED.get();
    }

    protected long usedHeap() {
        for (int i = 0; i < database.guest().collections(); i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
