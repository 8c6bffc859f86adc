package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.udf.spark.LocalSpark.value;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.spark.plan.DefinitionException;
import org.pythonwasm.udf.spark.task.PythonFunctionException;

@Timeout(300)
class ErrorTest {
    private final SparkSession spark = LocalSpark.newSession();

    @Test
    void an_exception_of_python_arrives_at_the_driver() {
        spark.sql("""
                CREATE FUNCTION bad(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                def bad(x):
                    return 10 // (x - 77)
                $$""");
        var error = assertThrows(
                PythonFunctionException.class, () -> value(spark, "SELECT sum(bad(id)) FROM range(0, 100, 1, 10)"));
        assertEquals("PYTHON_FUNCTION_FAILED", error.getCondition());
        assertEquals("22012", error.getSqlState());
        assertEquals("""
                PythonFunction bad: ZeroDivisionError: integer division or modulo by zero
                Traceback (most recent call last):
                  File "<bad>", line 2, in bad
                    return 10 // (x - 77)
                           ~~~^^~~~~~~~~~
                ZeroDivisionError: integer division or modulo by zero""", error.reason());
        assertEquals("[PYTHON_FUNCTION_FAILED] " + error.reason() + "\nSQLSTATE: 22012", error.getMessage());
    }

    @Test
    void one_of_a_thousand_tasks_fails_the_job_with_its_error() {
        spark.sql(
                "CREATE FUNCTION bad(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def bad(x): return 1 // (x - 777)'");
        var error = assertThrows(
                PythonFunctionException.class, () -> value(spark, "SELECT sum(bad(id)) FROM range(0, 1000, 1, 1000)"));
        assertEquals("22012", error.getSqlState());
    }

    @Test
    void a_script_names_its_own_state() {
        spark.sql("""
                CREATE FUNCTION bad(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                import python_wasm
                def bad(x):
                    raise python_wasm.SqlError('45001', 'no')
                $$""");
        var error = assertThrows(PythonFunctionException.class, () -> value(spark, "SELECT bad(id) FROM range(1)"));
        assertEquals("45001", error.getSqlState());
    }

    private DefinitionException refused(String statement) {
        return assertThrows(DefinitionException.class, () -> spark.sql(statement));
    }

    @Test
    void a_statement_that_cannot_be_parsed_says_where() {
        var error = refused("CREATE OR REPLACE TEMPORARY FUNCTION f(x GEOMETRY) RETURNS INTEGER LANGUAGE PYTHON AS ''");
        assertEquals("0A000", error.getSqlState());
        assertTrue(error.reason().startsWith("line 1, column 42: type GEOMETRY is not supported"), error::reason);
        assertTrue(error.reason().endsWith("""
                CREATE OR REPLACE TEMPORARY FUNCTION f(x GEOMETRY) RETURNS INTEGER LANGUAGE PYTHON AS ''
                                                         ^"""), error::reason);
    }

    @Test
    void a_body_is_checked_when_the_function_is_created() {
        var error = refused("CREATE FUNCTION f(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def f(): return 1'");
        assertEquals("42000", error.getSqlState());
        assertEquals("PYTHON_FUNCTION_REFUSED", error.getCondition());
        assertEquals(
                "PythonFunction f: 'f' takes 0 arguments, but the declaration has 1: (x BIGINT) RETURNS BIGINT",
                error.reason());
        assertTrue(PythonWasm.list(spark).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mask", "ABS", "explode", "range", "\"Sum\"", "Identifier"})
    void a_name_that_spark_has_itself_is_refused(String name) {
        var error = refused("CREATE OR REPLACE FUNCTION " + name
                + "(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON HANDLER 'f' AS 'def f(x): return 1'");
        assertEquals("42000", error.getSqlState());
        assertEquals(
                "PythonFunction " + name.replace("\"", "")
                        + ": Spark has a function of this name, which it would call instead; choose another name",
                error.reason());
    }

    @Test
    void a_name_that_the_session_has_is_refused() {
        String one = "FUNCTION one() RETURNS BIGINT LANGUAGE PYTHON AS 'def one(): return 1'";
        spark.sql("CREATE " + one);
        assertEquals(
                "PythonFunction one: the session has it; say CREATE OR REPLACE FUNCTION",
                refused("CREATE " + one).reason());
        spark.sql("CREATE FUNCTION IF NOT EXISTS one() RETURNS BIGINT LANGUAGE PYTHON AS 'no Python'");
        spark.sql("CREATE OR REPLACE TEMPORARY " + one.replace("return 1", "return 2"));
        assertEquals(2L, value(spark, "SELECT one()"));
        spark.sql("CREATE TEMPORARY FUNCTION other() RETURNS INT RETURN 1");
        assertEquals(
                "PythonFunction other: the session has another function of this name; drop it first",
                refused("CREATE OR REPLACE " + one.replace("one", "other")).reason());
    }

    @Test
    void names_may_be_in_backticks() {
        spark.sql("""
                CREATE TEMPORARY FUNCTION `per cent`(`the part` BIGINT, whole BIGINT) RETURNS DOUBLE LANGUAGE PYTHON HANDLER 'f' AS $$
                def f(part, whole):
                    return 100 * part / whole  # not `whole / part`
                $$""");
        assertEquals(50.0, value(spark, "SELECT `per cent`(1, 2)"));
        var error = refused("DROP AGGREGATE FUNCTION `per cent`");
        assertEquals("PythonFunction per cent: is no aggregate function; say DROP FUNCTION", error.reason());
        spark.sql("DROP FUNCTION `per cent`");
        assertTrue(PythonWasm.list(spark).isEmpty());
        spark.sql("""
                CREATE FUNCTION `a``b"c--'$d$`(`x"` BIGINT, `y``/*` BIGINT) RETURNS BIGINT LANGUAGE PYTHON HANDLER 'f' AS $$
                def f(x, y): return x * 10 + y
                $$""");
        assertEquals(12L, value(spark, "SELECT `a``b\"c--'$d$`(1, 2)"));
        spark.sql("DROP FUNCTION `a``b\"c--'$d$`");
        assertEquals(
                "PythonFunction: the name has no character; a name in quotes has one at least",
                refused("CREATE FUNCTION ``() RETURNS BIGINT LANGUAGE PYTHON HANDLER 'f' AS 'def f(): return 1'")
                        .reason());
        assertTrue(refused("CREATE FUNCTION `f`(x NOTHING) RETURNS BIGINT LANGUAGE PYTHON AS ''")
                .reason()
                .contains("CREATE FUNCTION `f`(x NOTHING)"));
    }

    @Test
    void a_function_is_dropped() {
        spark.sql("CREATE FUNCTION one() RETURNS BIGINT LANGUAGE PYTHON AS 'def one(): return 1'");
        assertEquals(
                "PythonFunction one: is no aggregate function; say DROP FUNCTION",
                refused("DROP AGGREGATE FUNCTION one").reason());
        spark.sql("DROP TEMPORARY FUNCTION one");
        assertThrows(AnalysisException.class, () -> spark.sql("SELECT one()"));
        assertThrows(AnalysisException.class, () -> spark.sql("DROP FUNCTION one"));
        spark.sql("DROP FUNCTION IF EXISTS one");
        assertEquals(
                "PythonFunction one: no such aggregate function",
                refused("DROP AGGREGATE FUNCTION one").reason());
    }

    @Test
    void another_number_of_arguments_or_another_type_is_refused() {
        spark.sql("CREATE FUNCTION one(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def one(x): return 1'");
        var error = refused("SELECT one(1, 2)");
        assertEquals("42605", error.getSqlState());
        assertEquals("PythonFunction one: takes 1 argument, got 2: (x BIGINT) RETURNS BIGINT", error.reason());
        var named = refused("SELECT one(x => 1)");
        assertEquals("0A000", named.getSqlState());
        assertEquals(
                "PythonFunction one: argument 1 has a name (=>), which Spark does not support here; give all by their places: "
                        + "(x BIGINT) RETURNS BIGINT",
                named.reason());
        var mismatch = assertThrows(AnalysisException.class, () -> spark.sql("SELECT one('a')"));
        assertTrue(
                mismatch.getMessage()
                        .contains("PythonFunction one: argument 1 is STRING, which is not assignable to BIGINT"),
                mismatch::getMessage);
    }

    @Test
    void show_lists_the_functions() {
        assertEquals(0, spark.sql("SHOW PYTHON FUNCTIONS").count());
        spark.sql(
                "CREATE FUNCTION one(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON DETERMINISTIC AS 'def one(x): return 1'");
        var rows = spark.sql("SHOW PYTHON FUNCTIONS").collectAsList();
        assertEquals(1, rows.size());
        assertEquals("one", rows.get(0).getAs("NAME"));
        assertEquals("(x BIGINT) RETURNS BIGINT", rows.get(0).getAs("SIGNATURE"));
        assertEquals("DETERMINISTIC", rows.get(0).getAs("OPTIONS"));
        assertEquals("def one(x): return 1", rows.get(0).getAs("SOURCE"));
    }
}
