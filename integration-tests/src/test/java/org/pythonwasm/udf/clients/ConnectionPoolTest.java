package org.pythonwasm.udf.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections out of HikariCP. */
@Timeout(300)
class ConnectionPoolTest {
    private static final String ENDLESS = """
            CREATE FUNCTION endless(yes BOOLEAN) RETURNS INTEGER LANGUAGE PYTHON AS $$
            def endless(yes):
                while yes:
                    pass
                return 7
            $$""";

    private static HikariDataSource pool(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("sa");
        config.setPassword("");
        config.setMaximumPoolSize(3);
        return new HikariDataSource(config);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long value(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }

    private static long borrow(HikariDataSource pool, String sql) {
        try (var connection = pool.getConnection()) {
            return value(connection, sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void callFromManyThreads(HikariDataSource pool) {
        var sums = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> borrow(pool, "SELECT twice(" + i + ")")))
                .toList();
        assertEquals(
                2L * 40 * 39 / 2,
                sums.stream().mapToLong(CompletableFuture::join).sum());
    }

    @Test
    void threads_share_the_connections_of_an_h2_pool() throws SQLException {
        try (var pool = pool("jdbc:python-wasm:h2:mem:pool;DB_CLOSE_DELAY=-1")) {
            try (var connection = pool.getConnection()) {
                run(
                        connection,
                        "CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
            }
            callFromManyThreads(pool);
        }
    }

    @Test
    void threads_share_the_connections_of_a_calcite_pool(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("twice.sql"),
                "CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
        var model = Files.writeString(directory.resolve("model.json"), """
                {"version": "1.0", "defaultSchema": "S", "schemas": [{"name": "S", "type": "custom",
                 "factory": "org.pythonwasm.udf.calcite.PythonSchemaFactory", "operand": {"functions": "."}}]}
                """);
        try (var pool = pool("jdbc:python-wasm:calcite:model=" + model)) {
            callFromManyThreads(pool);
        }
    }

    @Test
    void a_query_timeout_leaves_the_connection_in_the_pool_usable() throws SQLException {
        try (var pool = pool("jdbc:python-wasm:h2:mem:pool2;DB_CLOSE_DELAY=-1")) {
            try (var connection = pool.getConnection()) {
                run(connection, ENDLESS);
                try (var statement = connection.createStatement()) {
                    statement.setQueryTimeout(1);
                    var error = assertThrows(SQLException.class, () -> statement.executeQuery("SELECT endless(TRUE)"));
                    assertEquals("57014", error.getSQLState());
                }
                assertTrue(connection.isValid(1));
                assertEquals(7, value(connection, "SELECT endless(FALSE)"));
            }
            assertEquals(7, borrow(pool, "SELECT endless(FALSE)"));
        }
    }

    @Test
    void evicting_a_connection_ends_its_function() throws Exception {
        try (var pool = pool("jdbc:python-wasm:h2:mem:pool3;DB_CLOSE_DELAY=-1")) {
            try (var connection = pool.getConnection()) {
                run(connection, ENDLESS);
            }
            var connection = pool.getConnection();
            var result = CompletableFuture.supplyAsync(
                    () -> assertThrows(SQLException.class, () -> value(connection, "SELECT endless(TRUE)")));
            while (borrow(pool, "SELECT SUM(CALLS) FROM PYTHON_FUNCTIONS") == 0) {
                Thread.onSpinWait();
            }
            connection.abort(Runnable::run);
            assertEquals("57014", result.get().getSQLState());
            assertEquals(7, borrow(pool, "SELECT endless(FALSE)"));
        }
    }
}
