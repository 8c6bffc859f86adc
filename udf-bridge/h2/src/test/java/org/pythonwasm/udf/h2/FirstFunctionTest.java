package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.PythonFunctions;
import org.pythonwasm.udf.Race;

/** Sessions that create the first functions of a database at the same moment, and with them the table of functions. */
@Timeout(300)
class FirstFunctionTest {
    private static final int SESSIONS = 4;
    private static final int ROUNDS = 20;

    private static String create(String statement, String name, int answer) {
        return statement + " " + name + "() RETURNS INTEGER LANGUAGE PYTHON HANDLER 'f' AS 'def f(): return " + answer
                + "'";
    }

    private interface Outcome {
        void of(List<Connection> connections, List<SQLException> errors) throws SQLException;
    }

    /** Each session has executed its statement, all at one moment, in a new database. */
    private static void race(List<String> statements, Outcome outcome) throws Exception {
        Race.withConnections(
                SESSIONS,
                new H2Database()::connect,
                connections -> outcome.of(connections, Race.execute(connections, statements)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", "CREATE FUNCTION IF NOT EXISTS"})
    void all_get_their_functions(String statement) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var statements = List.of(
                    create(statement, "f1", 1),
                    create(statement, "f2", 2),
                    create(statement, "f3", 3),
                    create(statement, "f4", 4));
            race(statements, (connections, errors) -> {
                assertTrue(errors.stream().allMatch(Objects::isNull), errors::toString);
                assertEquals(SESSIONS, PythonFunctions.list(connections.get(0)).size());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", "CREATE FUNCTION IF NOT EXISTS"})
    void one_name_is_given_once(String statement) throws Exception {
        boolean oneOnly = statement.equals("CREATE FUNCTION");
        for (int round = 0; round < ROUNDS; round++) {
            var statements = List.of(
                    create(statement, "f", 1),
                    create(statement, "f", 2),
                    create(statement, "f", 3),
                    create(statement, "f", 4));
            race(statements, (connections, errors) -> {
                assertEquals(
                        oneOnly ? SESSIONS - 1 : 0,
                        errors.stream().filter(Objects::nonNull).count(),
                        errors::toString);
                assertTrue(
                        errors.stream()
                                .filter(Objects::nonNull)
                                .allMatch(
                                        error -> error.getMessage()
                                                .equals(
                                                        "PythonFunction f: "
                                                                + "a function of that name exists; drop it first, or say CREATE OR REPLACE FUNCTION")),
                        errors::toString);
                assertEquals(1, PythonFunctions.list(connections.get(0)).size());
            });
        }
    }
}
