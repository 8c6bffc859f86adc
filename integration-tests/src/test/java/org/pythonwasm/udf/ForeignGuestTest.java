package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.test.GuestBuilds;

/** SQL functions in a python.wasm that system properties name: in a JVM of its own, since they are read once. */
class ForeignGuestTest {

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:python-wasm:h2:mem:foreign", "jdbc:python-wasm:calcite:"})
    void sql_functions_run_in_the_module_that_system_properties_name(String url) throws Exception {
        Path prefix = GuestBuilds.plain();
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dpython-wasm.module=" + prefix.resolve("python.wasm"),
                        "-Dpython-wasm.library=" + prefix,
                        ForeignGuestTest.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(
                List.of("/usr/local/lib/python3.13", "42", "22023 line 2", "57014", "42"),
                said.lines().toList());
        assertEquals(0, process.waitFor());
    }

    /** Prints what functions answer: where their library is, a product, an error, a time-out, and the product again. */
    public static void main(String[] arguments) throws SQLException {
        try (var connection = DriverManager.getConnection(arguments[0]);
                var statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION place() RETURNS VARCHAR LANGUAGE PYTHON AS $$
                    import os
                    def place(): return os.path.dirname(os.__file__)
                    $$""");
            statement.execute("CREATE FUNCTION times(x INTEGER, y INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS $$\n"
                    + "def times(x, y): return x * y\n$$");
            statement.execute("CREATE FUNCTION fails() RETURNS INTEGER LANGUAGE PYTHON AS $$\n"
                    + "def fails():\n    raise ValueError('no')\n$$");
            statement.execute("CREATE FUNCTION endless() RETURNS INTEGER LANGUAGE PYTHON AS $$\n"
                    + "def endless():\n    while True: pass\n$$");
            System.out.println(value(connection, "place()"));
            System.out.println(value(connection, "times(6, 7)"));
            var error = assertThrows(SQLException.class, () -> value(connection, "fails()"));
            System.out.println(error.getSQLState() + (error.getMessage().contains("line 2") ? " line 2" : " " + error));
            statement.setQueryTimeout(1);
            var late = assertThrows(
                    SQLException.class,
                    () -> statement.executeQuery("VALUES (endless())").next());
            System.out.println(late.getSQLState());
            System.out.println(value(connection, "times(6, 7)"));
        }
    }

    private static Object value(Connection connection, String expression) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("VALUES (" + expression + ")")) {
            rows.next();
            return rows.getObject(1);
        }
    }
}
