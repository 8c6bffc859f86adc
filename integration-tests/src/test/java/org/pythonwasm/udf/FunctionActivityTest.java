package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.GuestDiedException;

/** What an operator sees of SQL functions: figures in JMX, events in Java. */
class FunctionActivityTest {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final FunctionListener listener = new FunctionListener() {
        @Override
        public void opened(FunctionDefinition function) {
            events.add("opened " + function.name());
        }

        @Override
        public void failed(FunctionDefinition function, SQLException error) {
            events.add("failed " + function.name() + " " + error.getSQLState());
        }

        @Override
        public void died(FunctionDefinition function, GuestDiedException death) {
            events.add("died " + function.name() + " " + death.reason());
        }
    };

    @BeforeEach
    void listen() {
        PythonFunctions.addListener(listener);
    }

    @AfterEach
    void listenNoMore() {
        PythonFunctions.removeListener(listener);
    }

    private static Connection open(String url, String name) throws SQLException {
        var connection = DriverManager.getConnection(url);
        run(connection, """
                CREATE FUNCTION %s(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (output = '1 KB') AS $$
                def %s(x):
                    if x == 0: print('x' * 2000)
                    return 12 // (x - 3)
                $$""".formatted(name, name));
        return connection;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void call(Connection connection, String name, int argument) throws SQLException {
        try (var statement =
                        connection.prepareStatement("SELECT " + name + "(x) FROM (VALUES (" + argument + ")) AS t(x)");
                var rows = statement.executeQuery()) {
            rows.next();
            assertEquals(12 / (argument - 3), rows.getInt(1));
        }
    }

    private static FunctionStatistics figures(FunctionsMXBean bean, String name) {
        return bean.getFunctions().stream()
                .filter(function -> function.getName().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:python-wasm:h2:mem:", "jdbc:python-wasm:calcite:"})
    void each_function_has_its_figures_in_jmx(String url) throws Exception {
        PythonFunctions.registerActivity();
        var bean = JMX.newMXBeanProxy(
                ManagementFactory.getPlatformMBeanServer(),
                new ObjectName(FunctionsMXBean.NAME),
                FunctionsMXBean.class);
        String name = url.contains("h2") ? "figures_h2" : "figures_calcite";
        try (var connection = open(url, name)) {
            call(connection, name, 1);
            call(connection, name, 5);
            assertThrows(SQLException.class, () -> call(connection, name, 3));
            assertThrows(SQLException.class, () -> call(connection, name, 0));
            call(connection, name, 1);
            var figures = figures(bean, name);
            assertEquals(name + "(x INTEGER) RETURNS INTEGER", figures.getName());
            assertEquals(64, figures.getSha256().length());
            assertEquals(5, figures.getCalls());
            assertEquals(5, figures.getGuestCalls());
            assertEquals(Map.of("22012", 1L, "53200", 1L), figures.getErrors());
            assertEquals(Map.of("OUTPUT", 1L), figures.getDeaths());
            assertTrue(figures.getInterpreters() >= 2, figures.getInterpreters() + " interpreters");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:python-wasm:h2:mem:", "jdbc:python-wasm:calcite:"})
    void a_listener_hears_of_errors_and_deaths_by_function(String url) throws SQLException {
        FunctionListener broken = new FunctionListener() {
            @Override
            public void failed(FunctionDefinition function, SQLException error) {
                throw new IllegalStateException("a listener's own fault");
            }
        };
        PythonFunctions.addListener(broken);
        try (var connection = open(url, "heard")) {
            call(connection, "heard", 1);
            assertThrows(SQLException.class, () -> call(connection, "heard", 3));
            assertThrows(SQLException.class, () -> call(connection, "heard", 0));
            assertEquals(
                    List.of("opened heard", "failed heard 22012", "died heard OUTPUT", "failed heard 53200"), events);
        } finally {
            PythonFunctions.removeListener(broken);
        }
    }
}
