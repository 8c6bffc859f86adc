package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** CREATE and DROP FUNCTION: names, schemas, handlers, sizes, several statements in one text. */
public abstract class SqlStatementContract extends SqlContract {

    protected SqlStatementContract(Database database) {
        super(database);
    }

    /** What SHOW calls the schema where a name without one lives. */
    protected abstract String defaultSchema();

    /** The error of a schema that is not there, to the end of the first line. */
    protected abstract String noSuchSchema(String schema, String function);

    /** How many arguments a VARIADIC function takes at most. */
    protected abstract int mostArguments();

    /** A function of each kind that answers a number. */
    enum Kind {
        SCALAR("FUNCTION", "() RETURNS INTEGER", "def f(): return %d"),
        TABLE("FUNCTION", "() RETURNS TABLE (y INTEGER)", "def f(): yield %d"),
        AGGREGATE(
                "AGGREGATE FUNCTION",
                "(x INTEGER) RETURNS INTEGER",
                "class f:\n  def accumulate(self, x): pass\n  def finish(self): return %d");

        private final String noun;
        private final String signature;
        private final String body;

        Kind(String noun, String signature, String body) {
            this.noun = noun;
            this.signature = signature;
            this.body = body;
        }
    }

    private static String create(Kind kind, String how, String name, int answer) {
        String replaced = how.equals("OR REPLACE") ? "OR REPLACE " : "";
        String kept = how.equals("IF NOT EXISTS") ? "IF NOT EXISTS " : "";
        return "CREATE " + replaced + kind.noun + " " + kept + name + kind.signature
                + " LANGUAGE PYTHON HANDLER 'f' AS $$\n" + kind.body.formatted(answer) + "\n$$";
    }

    private Object answer(Kind kind, String name) throws SQLException {
        return value(
                switch (kind) {
                    case SCALAR -> one(name + "()");
                    case TABLE -> "SELECT y FROM " + from(name + "()") + " AS t";
                    case AGGREGATE -> "SELECT " + name + "(x) FROM (VALUES (1)) AS t(x)";
                });
    }

    @ParameterizedTest
    @EnumSource
    void a_function_of_a_schema_is_another_than_that_of_the_same_name_outside(Kind kind) throws SQLException {
        run("CREATE SCHEMA s");
        run(create(kind, "", "s.g", 1));
        run(create(kind, "", "g", 2));
        assertEquals(1, answer(kind, "s.g"));
        assertEquals(2, answer(kind, "g"));
        assertEquals(
                List.of("S G " + kind, defaultSchema() + " G " + kind),
                rows("SELECT SCHEMA_NAME, NAME, KIND FROM PYTHON_FUNCTIONS ORDER BY SCHEMA_NAME DESC"));
        run(create(kind, "OR REPLACE", "s.g", 3));
        assertEquals(3, answer(kind, "s.g"));
        assertEquals(2, answer(kind, "g"));
        run(create(kind, "IF NOT EXISTS", "s.g", 4));
        run(create(kind, "IF NOT EXISTS", "\"S\".\"H\"", 5));
        assertEquals(3, answer(kind, "s.g"));
        assertEquals(5, answer(kind, "s.h"));
        run("DROP " + kind.noun + " s.g");
        assertThrows(SQLException.class, () -> answer(kind, "s.g"));
        assertEquals(2, answer(kind, "g"));
        run("DROP " + kind.noun + " IF EXISTS s.g");
    }

    @ParameterizedTest
    @EnumSource
    void a_name_that_is_taken_stays_with_what_has_it(Kind kind) throws SQLException {
        run(create(kind, "", "g", 1));
        assertEquals(
                "42000 PythonFunction g: a function of that name exists; drop it first, or say CREATE OR REPLACE FUNCTION",
                error(create(kind, "", "g", 2)));
        assertEquals(
                "42000",
                error(create(kind, "OR REPLACE", "g", 2).replace("'f'", "'missing'"))
                        .substring(0, 5));
        assertEquals(1, answer(kind, "g"));
        assertEquals(1, PythonFunctions.list(connection).size());
    }

    @ParameterizedTest
    @EnumSource
    void a_schema_that_is_not_there_is_named(Kind kind) {
        assertEquals(
                noSuchSchema("missing", "g"),
                error(create(kind, "", "missing.g", 1)).lines().findFirst().orElseThrow());
    }

    @Test
    void names_may_be_quoted_and_hold_anything() throws SQLException {
        for (String name : List.of("\"a b\"", "\"it's\"", "\"sélect 🐍\"", "\"quo\"\"te\"", "\"$$\"")) {
            run(create(Kind.SCALAR, "", name, 7));
            assertEquals(7, answer(Kind.SCALAR, name), name);
            run(create(Kind.SCALAR, "OR REPLACE", name, 8));
            assertEquals(8, answer(Kind.SCALAR, name), name);
            run("DROP FUNCTION " + name);
        }
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Outer.Inner.run | class Outer:\\n  class Inner:\\n    @staticmethod\\n    def run(x): return x + 1
            made.run        | class Made:\\n  def run(self, x): return x + 1\\nmade = Made()
            math.factorial  | import math
            größe           | def größe(x): return x + 1
            """)
    void a_handler_may_be_inside_of_something(String handler, String body) throws SQLException {
        run("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER '" + handler + "' AS $$\n"
                + body.replace("\\n", "\n") + "\n$$");
        assertEquals(handler.equals("math.factorial") ? 6 : 4, value(one("f(3)")));
        assertEquals(List.of(handler), rows("SELECT HANDLER FROM PYTHON_FUNCTIONS"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            g           | the body defines no function 'g'; define it, or name another one with HANDLER '…'
            f.g         | the body defines no function 'f.g'; define it, or name another one with HANDLER '…'
            none.g      | the body defines no function 'none.g'; define it, or name another one with HANDLER '…'
            a''b        | the body defines no function 'a'b'; define it, or name another one with HANDLER '…'
            f(1)        | the body defines no function 'f(1)'; define it, or name another one with HANDLER '…'
            f; import os | the body defines no function 'f; import os'; define it, or name another one with HANDLER '…'
            """)
    void a_handler_that_is_not_there_is_named(String handler, String message) throws SQLException {
        assertEquals(
                "42000 PythonFunction f: " + message,
                error("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER '" + handler
                        + "' AS 'def f(x): return x'"));
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    private static String numbered(int count, String text) {
        return IntStream.rangeClosed(1, count).mapToObj(text::formatted).collect(Collectors.joining(", "));
    }

    @Test
    void a_function_has_up_to_a_hundred_parameters() throws SQLException {
        String rest = " RETURNS INTEGER LANGUAGE PYTHON AS 'def f(*x): return sum(x)'";
        run("CREATE FUNCTION f(" + numbered(100, "p%d INTEGER") + ")" + rest);
        assertEquals(5050, value(one("f(" + numbered(100, "%d") + ")")));
        assertEquals(List.of(100, 200), column("SELECT f(" + numbered(100, "x") + ") FROM (VALUES (1), (2)) AS t(x)"));
        String error =
                error("CREATE FUNCTION g(" + numbered(101, "p%d INTEGER") + ")" + rest.replace("def f", "def g"));
        assertEquals("42000 PythonFunction g: at most 100 parameters are supported, got 101", error);
        assertEquals(1, PythonFunctions.list(connection).size());
    }

    @Test
    void an_aggregate_has_up_to_a_hundred_parameters() throws SQLException {
        run("CREATE AGGREGATE FUNCTION f(" + numbered(100, "p%d INTEGER") + ") RETURNS INTEGER LANGUAGE PYTHON AS $$\n"
                + """
                class f:
                    sum = 0
                    def accumulate(self, *x): self.sum += sum(x)
                    def finish(self): return self.sum
                """ + "$$");
        assertEquals(300, value("SELECT f(" + numbered(100, "x") + ") FROM (VALUES (1), (2)) AS t(x)"));
    }

    @Test
    void a_table_has_up_to_a_hundred_columns() throws SQLException {
        String body = " LANGUAGE PYTHON AS 'def f(n): yield tuple(range(n, n + 100))'";
        run("CREATE FUNCTION f(n INTEGER) RETURNS TABLE (" + numbered(100, "c%d INTEGER") + ")" + body);
        assertEquals(List.of("5 104"), rows("SELECT c1, c100 FROM " + from("f(5)") + " AS t"));
        String error =
                error("CREATE FUNCTION g(n INTEGER) RETURNS TABLE (" + numbered(101, "c%d INTEGER") + ")" + body);
        assertEquals("42000 PythonFunction g: at most 100 parameters and columns are supported, got 1 and 101", error);
    }

    @Test
    void a_variadic_function_takes_as_many_arguments_as_the_database_passes() throws SQLException {
        run("CREATE FUNCTION f(VARIADIC x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(*x): return len(x)'");
        assertEquals(mostArguments(), value(one("f(" + numbered(mostArguments(), "%d") + ")")));
        assertThrows(SQLException.class, () -> value(one("f(" + numbered(mostArguments() + 1, "%d") + ")")));
        assertEquals(1, value(one("f(1)")));
    }

    private static final String THREE = """
            CREATE FUNCTION a() RETURNS INTEGER LANGUAGE PYTHON AS 'def a(): return 1';
            CREATE FUNCTION b() RETURNS INTEGER LANGUAGE PYTHON AS 'def c(): return 2';
            CREATE FUNCTION c() RETURNS INTEGER LANGUAGE PYTHON AS 'def c(): return 3'""";

    @Test
    void a_text_of_several_statements_ends_at_the_first_that_fails() throws SQLException {
        assertEquals(
                "42000 PythonFunction b: the body defines no function 'b'; define it, or name another one with "
                        + "HANDLER '…'",
                error(THREE));
        assertEquals(List.of("A"), rows("SELECT NAME FROM PYTHON_FUNCTIONS"));
        assertEquals(1, value(one("a()")));
    }

    @Test
    void statements_from_java_end_at_the_first_that_fails() throws SQLException {
        var error = assertThrows(SQLException.class, () -> PythonFunctions.create(connection, THREE));
        assertEquals(
                "PythonFunction b: the body defines no function 'b'; define it, or name another one with HANDLER '…'",
                error.getMessage());
        assertEquals(List.of("A"), rows("SELECT NAME FROM PYTHON_FUNCTIONS"));
        assertThrows(
                SQLException.class,
                () -> PythonFunctions.create(
                        connection, THREE.substring(THREE.indexOf(';') + 1).replace("def c(): return 2", "(")));
        PythonFunctions.create(connection, "DROP FUNCTION a; DROP FUNCTION IF EXISTS b");
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    @Test
    void there_are_no_overloads() throws SQLException {
        run("CREATE FUNCTION f(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): return x'");
        assertTrue(error(
                        "CREATE FUNCTION f(x INTEGER, y INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x, y): return x'")
                .startsWith("42000 PythonFunction f: "));
        run(
                "CREATE OR REPLACE FUNCTION f(x INTEGER, y INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x, y): return y'");
        assertEquals(2, value(one("f(1, 2)")));
        assertThrows(SQLException.class, () -> value(one("f(1)")));
    }

    @Test
    void a_statement_may_begin_with_a_byte_order_mark() throws SQLException {
        run("\uFEFFCREATE FUNCTION twice(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
        assertEquals(42, value(one("twice(21)")));
        run("\uFEFFDROP FUNCTION twice");
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    @Test
    void a_text_with_a_statement_that_does_not_parse_does_nothing() throws SQLException {
        String error =
                error(THREE.replace("def c(): return 2", "def b(): return 2").replace("b() RETURNS", "b() RETURNING"));
        assertTrue(error.startsWith("42000 line 2, column "), error);
        assertEquals(List.of(), PythonFunctions.list(connection));
    }

    @Test
    void escapes_of_jdbc_pass_beside_our_statements() throws SQLException {
        try (var statement = connection.createStatement()) {
            assertTrue(statement.execute("""
                    CREATE FUNCTION tomorrow(d DATE) RETURNS DATE LANGUAGE PYTHON AS $$
                    import datetime
                    def tomorrow(d):
                        brace = {'{fn': '{d', 1: f'{d}'}
                        return d + datetime.timedelta(days=len(brace) - 1)
                    $$;
                    SELECT tomorrow({d '2024-02-28'}) FROM (VALUES (0)) AS nothing"""));
            try (var rows = statement.getResultSet()) {
                assertTrue(rows.next());
                assertEquals("2024-02-29", rows.getString(1));
            }
        }
        assertEquals("2024-03-01", value(one("tomorrow({d '2024-02-29'})")).toString());
    }

    @Test
    protected void an_escaped_call_is_a_call() throws SQLException {
        run("CREATE FUNCTION twice(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
        assertEquals(42, value(one("{fn twice(21)}")));
    }
}
