package org.pythonwasm.udf.calcite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlStatementContract;

@Timeout(300)
class CalciteStatementTest extends SqlStatementContract {

    CalciteStatementTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    @Override
    protected String defaultSchema() {
        return "";
    }

    @Override
    protected String noSuchSchema(String schema, String function) {
        return "42000 PythonFunction " + schema + "." + function + ": no such schema";
    }

    /** Calcite has no calls with any number of arguments, so that there is a function for each number. */
    @Override
    protected int mostArguments() {
        return 32;
    }

    /** Calcite knows the functions of JDBC by this escape, and no others. */
    @Override
    @Test
    protected void an_escaped_call_is_a_call() throws SQLException {
        run("CREATE FUNCTION twice(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
        String error = error("SELECT {fn twice(21)} FROM (VALUES (0)) AS nothing");
        assertTrue(error.endsWith("Function '{fn TWICE}' is not defined"), error);
        assertEquals(42, value("SELECT twice({fn ABS(-21)}) FROM (VALUES (0)) AS nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "result", "start", "DAY", "method"})
    void a_word_of_the_parser_is_refused_as_a_name_unless_it_is_quoted(String name) throws SQLException {
        String remedy = " is a word of Calcite's parser, so that no statement could name the %s without quotes; "
                + "choose another name, or write \"" + name + "\" here and wherever it is used";
        String function = " FUNCTION %s(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON HANDLER 'f' AS 'def f(x): return x'";
        assertEquals(
                "42000 PythonFunction " + name + ": " + name + remedy.formatted("function"),
                error("CREATE" + function.formatted(name)));
        run("CREATE" + function.formatted('"' + name + '"'));
        assertEquals(7, value("SELECT \"" + name + "\"(7) FROM (VALUES (0)) AS nothing"));
        String table = "CREATE FUNCTION f() RETURNS TABLE (%s INTEGER) LANGUAGE PYTHON AS 'def f(): yield 8'";
        assertEquals("42000 PythonFunction f: " + name + remedy.formatted("column"), error(table.formatted(name)));
        run(table.formatted('"' + name + '"'));
        assertEquals(8, value("SELECT \"" + name + "\" FROM TABLE(f())"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"value", "result", "start", "DAY", "method"})
    void a_word_of_the_parser_may_be_the_name_of_a_parameter(String name) throws SQLException {
        run("CREATE FUNCTION f(" + name + " INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): return x'");
        assertEquals(7, value("SELECT f(7) FROM (VALUES (0)) AS nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "label", "data", "path", "state", "version", "year_of"})
    void a_word_that_the_parser_takes_as_a_name_is_one(String name) throws SQLException {
        run("CREATE FUNCTION " + name + "(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON AS 'def " + name
                + "(x): return x'");
        assertEquals(7, value("SELECT " + name + "(7) FROM (VALUES (0)) AS nothing"));
        run("CREATE FUNCTION f() RETURNS TABLE (" + name + " INTEGER) LANGUAGE PYTHON AS 'def f(): yield 8'");
        assertEquals(8, value("SELECT " + name + " FROM TABLE(f())"));
    }
}
