package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlTableFunctionContract;
import org.pythonwasm.udf.SqlTypeName;

@Timeout(300)
class H2TableFunctionTest extends SqlTableFunctionContract {

    H2TableFunctionTest(Guest guest) {
        super(new H2Database(guest));
    }

    @Test
    void a_statement_is_prepared_without_python() throws SQLException {
        run("CREATE FUNCTION f() RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS 'def f(): yield 1'");
        long before = opened();
        try (var statement = connection.prepareStatement("SELECT y FROM f()")) {
            assertEquals("INTEGER", statement.getMetaData().getColumnTypeName(1));
            assertEquals(before, opened());
        }
    }

    @Test
    void a_table_function_survives_reopening(@TempDir Path directory) throws SQLException {
        String file = "h2:file:" + directory.resolve("db");
        try (var first = DriverManager.getConnection("jdbc:python-wasm:" + file)) {
            run(first, "CREATE FUNCTION f() RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS 'def f(): yield 1'");
        }
        try (var plain = DriverManager.getConnection("jdbc:" + file)) {
            assertEquals(1, value(plain, "SELECT y FROM f()", Object.class));
        }
    }

    @Test
    void call_answers_the_rows() throws SQLException {
        run("CREATE FUNCTION f(n INTEGER) RETURNS TABLE (y INTEGER, z VARCHAR(9)) LANGUAGE PYTHON AS "
                + "'def f(n):\n  for i in range(n): yield i, str(i)'");
        assertEquals(List.of("0 0", "1 1", "2 2"), rows("CALL f(3)"));
        assertEquals(List.of("0 0"), rows("CALL f(1)"));
    }

    @Test
    void a_join_that_calls_it_for_every_row_leaves_memory_flat() throws SQLException {
        run("CREATE FUNCTION f() RETURNS TABLE (y INTEGER) LANGUAGE PYTHON WITH (memory = '32 MB') AS $$\n"
                + "def f():\n  yield 1\n  yield 2\n$$");
        run("CREATE TABLE t AS SELECT x FROM SYSTEM_RANGE(1, 20000)");
        long before = opened();
        assertEquals(60000L, ((Number) value("SELECT SUM(y) FROM t LEFT JOIN f() AS g ON g.y < t.x + 9")).longValue());
        assertTrue(opened() <= before + 1);
    }

    @Test
    void a_table_parameter_without_a_query_is_an_error_or_none() throws SQLException {
        run("CREATE FUNCTION f(q TABLE) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS "
                + "'def f(q): yield 0 if q is None else len(q)'");
        assertEquals(List.of(0), column("SELECT y FROM f(NULL)"));
        assertEquals("42000", error("SELECT y FROM f('nonsense')").substring(0, 5));
        assertEquals(
                "0A000 column A of the query is of type GEOMETRY; supported are " + SqlTypeName.supported(),
                error("SELECT y FROM f('SELECT CAST(''POINT (1 2)'' AS GEOMETRY) AS a')"));
    }

    @Test
    void the_text_for_a_table_parameter_is_exactly_one_query_and_nothing_else_of_it_is_executed() throws SQLException {
        run("CREATE FUNCTION f(q TABLE) RETURNS TABLE (y INTEGER) LANGUAGE PYTHON AS 'def f(q): yield len(q)'");
        run("CREATE TABLE t(x INTEGER)");
        for (String text : List.of(
                "SELECT 1 AS one; DROP TABLE t",
                "SELECT 1; INSERT INTO t VALUES (1)",
                "SELECT 1; COMMIT",
                "SELECT 1 AS $x$; DROP TABLE t; --$x$",
                "DROP TABLE t",
                "INSERT INTO t VALUES (1)",
                "")) {
            assertEquals(
                    "42000",
                    error("SELECT y FROM f(" + database.query(text) + ")").substring(0, 5),
                    text);
        }
        assertEquals(List.of(), column("SELECT x FROM t"));
        assertEquals(List.of(1), column("SELECT y FROM f('SELECT '';'' AS a; ')"));
    }
}
