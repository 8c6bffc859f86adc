package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.test.Checkout;
import org.pythonwasm.test.DebianWheels;
import org.pythonwasm.test.TestWheel;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlPackageContract;

@Timeout(300)
class H2PackageTest extends SqlPackageContract {
    private static final String ANSWER = """
            CREATE FUNCTION answer() RETURNS INTEGER LANGUAGE PYTHON WITH (packages = 'deep') AS $$
            from deep import answer
            $$""";

    H2PackageTest(Guest guest) {
        super(new H2Database(guest));
    }

    @Override
    protected Connection connect(Path packages) throws SQLException {
        return ((H2Database) database).connect(packages);
    }

    /** Of the connection that calls, and not of the one that created: whoever opens a connection says what it may use. */
    @Test
    void a_connection_without_the_packages_gets_an_error_and_no_import() throws SQLException {
        run(
                "CREATE FUNCTION yes() RETURNS BOOLEAN LANGUAGE PYTHON WITH (packages = 'app') AS 'def yes(): return True'");
        assertEquals(true, value("SELECT yes()"));
        try (var other = database.connect()) {
            String error =
                    H2Database.text(assertThrows(SQLException.class, () -> value(other, "SELECT yes()", Object.class)));
            assertTrue(
                    error.startsWith(
                                    "58000 PythonFunction YES: there is no package 'app' among those that were made available")
                            || error.startsWith(
                                    "58000 PythonFunction yes: there is no package 'app' among those that were made available"),
                    error);
        }
    }

    private Path other(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_statements_of_the_documentation_work() throws SQLException, IOException {
        DebianWheels.write(other("documentation"), "python3-jinja2", "python3-markupsafe");
        connection.close();
        connection = connect(other("documentation"));
        var blocks = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Checkout.root().resolve(Path.of("docs", "packages.md"))));
        while (blocks.find()) {
            run(blocks.group(1));
        }
        assertEquals("Hello ADA!", value("SELECT greet('Ada')"));
        assertEquals(119.0, value("SELECT gross(100, 'DE')"));
    }

    @Test
    void the_url_names_the_directory() throws SQLException {
        TestWheel.of("deep", "2")
                .withFile("deep.py", "def answer():\n    return 42\n")
                .writeTo(other("url"));
        try (var url = DriverManager.getConnection(
                "jdbc:python-wasm:h2:mem:package_url;python-wasm.packages=" + other("url"))) {
            run(url, ANSWER);
            assertEquals(42, value(url, "SELECT answer()", Integer.class));
        }
    }

    /** Also without the driver, as in a server. */
    @Test
    void a_system_property_names_the_directory_and_functions_outlast_a_restart() throws SQLException {
        TestWheel.of("deep", "2")
                .withFile("deep.py", "def answer():\n    return 42\n")
                .writeTo(other("jvm"));
        String file = directory.resolve("database").toString();
        System.setProperty("python-wasm.packages", other("jvm").toString());
        try {
            try (var first = DriverManager.getConnection("jdbc:python-wasm:h2:" + file)) {
                run(first, ANSWER);
            }
            try (var second = DriverManager.getConnection("jdbc:h2:" + file)) {
                assertEquals(42, value(second, "SELECT answer()", Integer.class));
            }
        } finally {
            System.clearProperty("python-wasm.packages");
        }
        try (var third = DriverManager.getConnection("jdbc:h2:" + file)) {
            assertEquals(
                    "58000",
                    assertThrows(SQLException.class, () -> value(third, "SELECT answer()", Integer.class))
                            .getSQLState());
        }
    }

    @Test
    void a_directory_that_cannot_be_used_refuses_the_connection() throws SQLException {
        TestWheel.of("deep", "2").withHeader("Requires-Dist: absent").writeTo(other("bad"));
        var refused = assertThrows(SQLException.class, () -> connect(other("bad")));
        assertEquals(
                "08001 packages do not fit together: deep 2 requires absent, which is missing",
                refused.getSQLState() + " " + refused.getMessage());
    }
}
