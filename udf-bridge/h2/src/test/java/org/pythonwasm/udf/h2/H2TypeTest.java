package org.pythonwasm.udf.h2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlTypeContract;

@Timeout(300)
class H2TypeTest extends SqlTypeContract {

    H2TypeTest(Guest guest) {
        super(new H2Database(guest));
    }

    @Test
    void results_have_the_types_that_the_statement_declares() throws SQLException {
        var types = List.of(
                "UUID",
                "TIME WITH TIME ZONE",
                "TIMESTAMP WITH TIME ZONE",
                "INTERVAL YEAR TO MONTH",
                "INTERVAL DAY TO SECOND",
                "INTEGER ARRAY",
                "CHARACTER VARYING ARRAY",
                "BIGINT ARRAY ARRAY");
        for (String type : types) {
            run("CREATE OR REPLACE FUNCTION f() RETURNS " + type + " LANGUAGE PYTHON AS 'def f(): return None'");
            run("CREATE OR REPLACE FUNCTION g() RETURNS TABLE (a " + type
                    + ") LANGUAGE PYTHON AS 'def g(): yield None'");
            assertEquals(type, declared("SELECT f()"));
            assertEquals(type, declared("SELECT a FROM g()"));
        }
        run("CREATE FUNCTION j() RETURNS TABLE (a JSON, b ROW(c INTEGER)) LANGUAGE PYTHON AS "
                + "'def j(): yield {}, (1,)'");
        assertEquals("JSON", declared("SELECT a FROM j()"));
        assertEquals("INTEGER", declared("SELECT (b).c FROM j()"));
    }

    @Test
    void types_of_h2_and_of_other_databases_are_what_they_are_called_here() throws SQLException {
        run("CREATE TABLE colours(c ENUM('red', 'it''s'), n DECFLOAT(5), i VARCHAR_IGNORECASE(9), t TEXT, "
                + "z TIMESTAMP WITH TIME ZONE)");
        run(
                "INSERT INTO colours VALUES ('it''s', 1.25, 'Ab', 'text', TIMESTAMP WITH TIME ZONE '2026-01-02 03:04:05+01')");
        run("""
                CREATE FUNCTION f(c ENUM('red', 'it''s'), n DECFLOAT(5), i VARCHAR_IGNORECASE(9), t TEXT, z TIMESTAMPTZ, a INT8[])
                RETURNS STRING LANGUAGE PYTHON AS $$
                def f(c, n, i, t, z, a): return f'{c} {n} {i} {t} {z} {a}'
                $$""");
        assertEquals(
                "it's 1.25 Ab text 2026-01-02 03:04:05+01:00 [1, 2]",
                value("SELECT f(c, n, i, t, z, ARRAY[1, 2]) FROM colours"));
        run("CREATE FUNCTION g(rows TABLE) RETURNS TABLE (y NUMBER) LANGUAGE PYTHON AS $$\ndef g(rows):\n"
                + "    assert rows[0].c == \"it's\"\n    yield 1\n    yield __import__('decimal').Decimal('0.125')$$");
        assertEquals(List.of("1", "0.125"), rows("SELECT y FROM g('SELECT c FROM colours')"));
    }

    private String declared(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.getMetaData().getColumnTypeName(1).replaceAll("\\([^)]*\\)", "");
        }
    }

    @Test
    void an_alias_cannot_declare_json_and_rows_so_that_a_cast_says_what_they_are() throws SQLException {
        run("CREATE FUNCTION j() RETURNS JSON LANGUAGE PYTHON AS 'def j(): return {\"a\": [1]}'");
        run("CREATE FUNCTION r() RETURNS ROW(a INTEGER, b VARCHAR) LANGUAGE PYTHON AS 'def r(): return 1, \"x\"'");
        assertEquals("JAVA_OBJECT", declared("SELECT j()"));
        assertEquals("{\"a\":[1]}", value(connection, "SELECT j()", String.class));
        assertEquals("JSON", declared("SELECT CAST(j() AS JSON)"));
        assertEquals("x", value("SELECT (CAST(r() AS ROW(a INTEGER, b VARCHAR))).b"));
        run("CREATE TABLE t(j JSON)");
        run("INSERT INTO t SELECT j()");
        run("INSERT INTO t VALUES (j())");
        assertEquals(List.of("{\"a\":[1]}", "{\"a\":[1]}"), rows("SELECT j FROM t"));
        run("CREATE TABLE u AS SELECT CAST(j() AS JSON) AS j");
        assertEquals(List.of("{\"a\":[1]}"), rows("SELECT j FROM u"));
    }

    @Test
    void a_text_that_is_no_json_for_h2_arrives_as_text() throws SQLException {
        run("CREATE FUNCTION f(x JSON) RETURNS VARCHAR LANGUAGE PYTHON AS 'def f(x): return type(x).__name__'");
        assertEquals("str", value("SELECT f('{}')"));
        assertEquals("dict", value("SELECT f('{}' FORMAT JSON)"));
        assertEquals("dict", value("SELECT f(JSON '{}')"));
    }

    @Test
    void parameters_of_a_statement_are_of_javas_own_classes() throws SQLException {
        run("CREATE FUNCTION f(a TIMESTAMP WITH TIME ZONE, b INTERVAL DAY TO SECOND, c UUID, d BIGINT ARRAY) "
                + "RETURNS TABLE (a TIMESTAMP WITH TIME ZONE, b INTERVAL DAY TO SECOND, c UUID, d BIGINT ARRAY, "
                + "e INTERVAL YEAR TO MONTH) LANGUAGE PYTHON AS 'def f(*x): yield *x, -14'");
        var time = OffsetDateTime.parse("2024-02-29T12:00:00.123456+05:30");
        var id = new UUID(1, 2);
        try (var statement = connection.prepareStatement("SELECT * FROM f(?, ?, ?, ?)")) {
            statement.setObject(1, time);
            statement.setObject(2, Duration.ofSeconds(-3, 1000));
            statement.setObject(3, id);
            statement.setObject(4, new Object[] {1L, null});
            try (var rows = statement.executeQuery()) {
                rows.next();
                assertEquals(time, rows.getObject(1, OffsetDateTime.class));
                assertEquals(Duration.ofSeconds(-3, 1000), rows.getObject(2, Duration.class));
                assertEquals(id, rows.getObject(3));
                assertArrayEquals(new Object[] {1L, null}, (Object[]) ((Array) rows.getObject(4)).getArray());
                assertEquals(Period.of(-1, -2, 0), rows.getObject(5, Period.class));
            }
        }
    }

    @Test
    void an_interval_of_other_fields_is_converted() throws SQLException {
        run("CREATE FUNCTION f(x INTERVAL DAY TO SECOND) RETURNS DOUBLE LANGUAGE PYTHON AS "
                + "'def f(x): return x.total_seconds()'");
        assertEquals(-5400.0, value("SELECT f(INTERVAL -'90' MINUTE)"));
        run("CREATE AGGREGATE FUNCTION s(x INTERVAL DAY TO SECOND) RETURNS DOUBLE LANGUAGE PYTHON AS $$\n" + """
                class s:
                    sum = 0.0
                    def accumulate(self, x): self.sum += x.total_seconds()
                    def finish(self): return self.sum
                """
                + "$$");
        assertEquals(-5400.0, value("SELECT s(x) FROM (VALUES (INTERVAL -'90' MINUTE)) AS t(x)"));
    }

    @Test
    void an_aggregate_takes_arrays_beside_other_arguments_but_not_where_their_number_varies() throws SQLException {
        String body = " LANGUAGE PYTHON AS $$\n" + """
                class s:
                    sum = 0
                    def accumulate(self, x, n=1): self.sum += sum(x) * n
                    def finish(self): return self.sum
                """ + "$$";
        run("CREATE AGGREGATE FUNCTION s(x BIGINT ARRAY, n INTEGER) RETURNS BIGINT" + body);
        assertEquals(18L, value("SELECT s(x, n) FROM (VALUES (ARRAY[1, 2], 2), (ARRAY[4], 3)) AS t(x, n)"));
        run("CREATE OR REPLACE AGGREGATE FUNCTION s(x BIGINT ARRAY) RETURNS BIGINT" + body);
        assertEquals(7L, value("SELECT s(DISTINCT x) FROM (VALUES (ARRAY[1, 2]), (ARRAY[1, 2]), (ARRAY[4])) AS t(x)"));
        assertEquals(
                "0A000 PythonFunction r: H2 hands one ARRAY or ROW to an aggregate function as if it were several "
                        + "arguments; let no call have one argument and another more",
                error("CREATE AGGREGATE FUNCTION r(x BIGINT ARRAY, n INTEGER DEFAULT 1) RETURNS BIGINT" + body));
    }

    @Test
    void a_year_that_python_does_not_know_is_an_error() throws SQLException {
        run("CREATE FUNCTION f(x TIMESTAMP WITH TIME ZONE ARRAY) RETURNS INTEGER LANGUAGE PYTHON AS "
                + "'def f(x): return 1'");
        assertEquals(
                "22008 PythonFunction f: argument 1: +10000-01-01T00:00 is outside of the years 1 to 9999 that "
                        + "Python's datetime knows",
                error("SELECT f(ARRAY[TIMESTAMP WITH TIME ZONE '10000-01-01 00:00:00+00'])"));
    }
}
