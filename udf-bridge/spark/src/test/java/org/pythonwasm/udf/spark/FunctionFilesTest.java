package org.pythonwasm.udf.spark;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pythonwasm.udf.spark.LocalSpark.column;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.spark.plan.DefinitionException;

@Timeout(300)
class FunctionFilesTest {
    @TempDir
    Path directory;

    private SparkSession spark;

    @BeforeEach
    void write() throws IOException {
        write(
                "twice",
                "CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 2 * x';");
        write("words", """
                CREATE FUNCTION words(s STRING) RETURNS TABLE (word STRING) LANGUAGE PYTHON AS $$
                def words(s):
                    return s.split()
                $$""");
        write("wrong", "CREATE FUNCTION wrong(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def f(x): return 2 * x'");
        write("query", "SELECT 1");
        spark = LocalSpark.newSession("spark.pythonwasm.functions", directory.toString());
    }

    private void write(String name, String statement) throws IOException {
        Files.writeString(directory.resolve(name + ".sql"), statement);
    }

    @Test
    void a_session_has_the_functions_of_the_directory() {
        assertEquals(List.of(4L), column(spark, "SELECT twice(id) FROM range(2, 3)"));
        assertEquals(List.of("a", "b"), column(spark, "SELECT word FROM words('a b')"));
        assertEquals(3, PythonWasm.list(spark).size());
    }

    @Test
    void the_dataset_api_finds_them_without_a_statement() {
        var values = spark.range(2, 3).select(call_udf("twice", col("id"))).collectAsList();
        assertEquals(4L, values.get(0).getLong(0));
    }

    @Test
    void its_functions_import_its_modules() throws IOException {
        write("gross", """
                CREATE FUNCTION gross(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                from pricing import gross
                $$""");
        write("pricing", "CREATE PYTHON MODULE pricing AS 'def gross(net): return 3 * net'");
        assertEquals(List.of(6L), column(spark, "SELECT gross(id) FROM range(2, 3)"));
        var error = assertThrows(DefinitionException.class, () -> spark.sql("DROP PYTHON MODULE pricing"));
        assertEquals(
                "PythonModule pricing: it comes from " + directory.resolve("pricing.sql")
                        + ", and nothing writes there; change the file",
                error.reason());
    }

    @Test
    void a_wrong_file_is_an_error_of_its_function_and_of_no_other() {
        var error = assertThrows(DefinitionException.class, () -> spark.sql("SELECT wrong(1)"));
        assertEquals(
                directory.resolve("wrong.sql")
                        + ": PythonFunction wrong: the body defines no function 'wrong'; define it, or name another one with HANDLER '…'",
                error.reason());
        var query = spark.sql("SHOW PYTHON FUNCTIONS").where("KIND = 'FAULTY'").collectAsList();
        assertEquals(
                directory.resolve("query.sql")
                        + ": expected one CREATE FUNCTION … LANGUAGE PYTHON statement and nothing else",
                query.get(0).getAs("SIGNATURE"));
    }

    @Test
    void a_function_of_a_file_is_neither_replaced_nor_dropped() {
        for (String statement : List.of(
                "CREATE OR REPLACE FUNCTION twice() RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(): return 1'",
                "DROP FUNCTION twice")) {
            var error = assertThrows(DefinitionException.class, () -> spark.sql(statement));
            assertEquals(
                    "PythonFunction twice: it comes from " + directory.resolve("twice.sql")
                            + ", and nothing writes there; change the file",
                    error.reason());
        }
    }

    /** Else whoever may run statements could read what the driver's account can. */
    @ParameterizedTest
    @ValueSource(strings = {"spark.pythonwasm.functions", "spark.pythonwasm.packages"})
    void no_statement_names_another_directory(String setting) {
        for (String statement : List.of("SET " + setting + " = " + directory, "RESET " + setting)) {
            var error = assertThrows(AnalysisException.class, () -> spark.sql(statement));
            assertEquals("CANNOT_MODIFY_STATIC_CONFIG", error.getCondition(), error::getMessage);
        }
        assertThrows(AnalysisException.class, () -> spark.conf().set(setting, directory.toString()));
    }

    @Test
    void a_missing_directory_is_an_error() {
        var other = LocalSpark.newSession(
                "spark.pythonwasm.functions", directory.resolve("none").toString());
        var error = assertThrows(DefinitionException.class, () -> other.sql("SELECT 1"));
        assertEquals("58030", error.getSqlState());
    }
}
