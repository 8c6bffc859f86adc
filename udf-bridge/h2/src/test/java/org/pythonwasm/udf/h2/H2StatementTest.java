package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.PythonFunctions;
import org.pythonwasm.udf.SqlStatementContract;

@Timeout(300)
class H2StatementTest extends SqlStatementContract {

    H2StatementTest(Guest guest) {
        super(new H2Database(guest));
    }

    @Override
    protected String defaultSchema() {
        return "PUBLIC";
    }

    /** H2's own words. */
    @Override
    protected String noSuchSchema(String schema, String function) {
        return "90079 Schema \"" + schema.toUpperCase() + "\" not found";
    }

    @Override
    protected int mostArguments() {
        return 100;
    }

    @Test
    void a_function_is_called_by_jdbcs_call() throws SQLException {
        run("CREATE FUNCTION twice(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
        try (var call = connection.prepareCall("{? = call twice(?)}")) {
            call.registerOutParameter(1, Types.INTEGER);
            call.setInt(2, 21);
            call.execute();
            assertEquals(42, call.getInt(1));
        }
    }

    /** H2 says of them only that they exist. */
    @ParameterizedTest
    @ValueSource(strings = {"sum", "\"WHERE\"", "\"SELECT\"", "listagg"})
    void a_name_that_h2_keeps_for_itself_is_refused(String name) throws SQLException {
        assertEquals(
                "42000 PythonFunction " + name.replace("\"", "")
                        + ": H2 has a built-in function of that name; choose another",
                error("CREATE FUNCTION " + name
                                + "(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER 'f' AS 'def f(x): return x'")
                        .replace("\"", ""));
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    /** What H2's manual advises for the modes of PostgreSQL and MySQL, and names as they are written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_TO_LOWER=TRUE;DATABASE_TO_UPPER=FALSE",
                "MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                "MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "MODE=Oracle"
            })
    void the_columns_of_the_table_of_functions_are_found_as_written(String settings) throws SQLException {
        try (var other = DriverManager.getConnection("jdbc:python-wasm:h2:mem:;" + settings)) {
            run(
                    other,
                    "CREATE FUNCTION twice(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
            assertEquals(42, value(other, "SELECT twice(21)", Integer.class));
            for (String query : List.of(
                    "SELECT name FROM python_functions WHERE calls >= 0 AND schema_name IS NOT NULL",
                    "SELECT NAME FROM PYTHON_FUNCTIONS ORDER BY CREATED",
                    "SELECT p.Name FROM Python_Functions p")) {
                assertEquals("twice", value(other, query, String.class).toLowerCase(), query);
            }
            run(
                    other,
                    "CREATE OR REPLACE FUNCTION twice(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def twice(x): return 3 * x'");
            assertEquals(63, value(other, "SELECT twice(21)", Integer.class));
        }
    }
}
