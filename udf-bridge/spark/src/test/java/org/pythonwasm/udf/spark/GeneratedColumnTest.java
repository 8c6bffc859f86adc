package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableCatalogCapability;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.TableInfo;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark analyses the expression of a generated column with its built-in functions alone, whatever the catalog. */
@Timeout(300)
class GeneratedColumnTest {
    private final SparkSession spark = LocalSpark.newSession();

    /** As much of a catalog as CREATE TABLE with generated columns needs: Spark brings none. */
    public static final class GeneratingCatalog implements TableCatalog {
        private static final Map<String, String> EXPRESSIONS = new HashMap<>();
        private String name;

        @Override
        public void initialize(String newName, CaseInsensitiveStringMap options) {
            name = newName;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<TableCatalogCapability> capabilities() {
            return EnumSet.of(TableCatalogCapability.SUPPORTS_CREATE_TABLE_WITH_GENERATED_COLUMNS);
        }

        @Override
        public boolean tableExists(Identifier table) {
            return false;
        }

        @Override
        public Table createTable(Identifier table, TableInfo declared) {
            for (var column : declared.columns()) {
                EXPRESSIONS.put(table.name() + "." + column.name(), column.generationExpression());
            }
            return new Empty(table.name(), declared.columns());
        }

        private record Empty(String name, Column[] columns) implements Table {
            @Override
            public Set<TableCapability> capabilities() {
                return Set.of();
            }
        }

        @Override
        public Identifier[] listTables(String[] namespace) {
            return new Identifier[0];
        }

        @Override
        public Table loadTable(Identifier table) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Table alterTable(Identifier table, TableChange... changes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean dropTable(Identifier table) {
            return false;
        }

        @Override
        public void renameTable(Identifier from, Identifier to) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void create() {
        spark.conf().set("spark.sql.catalog.generating", GeneratingCatalog.class.getName());
        spark.sql("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
        spark.sql("CREATE TEMPORARY FUNCTION own(x BIGINT) RETURNS BIGINT RETURN 2 * x");
    }

    private void createTable(String name, String expression) {
        spark.sql("CREATE TABLE generating." + name + " (a BIGINT, b BIGINT GENERATED ALWAYS AS (" + expression
                + ")) USING any");
    }

    @Test
    void a_catalog_gets_the_expression_of_a_built_in_function() {
        createTable("built_in", "abs(a)");
        assertEquals("abs(a)", GeneratingCatalog.EXPRESSIONS.get("built_in.b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"twice", "own"})
    void spark_refuses_every_function_of_the_session_there(String function) {
        var error = assertThrows(AnalysisException.class, () -> createTable("refused", function + "(a)"));
        assertEquals("UNSUPPORTED_EXPRESSION_GENERATED_COLUMN", error.getCondition());
        assertEquals(
                "failed to resolve `" + function + "` to a built-in function",
                error.getMessageParameters().get("reason"));
    }

    @Test
    void a_default_of_a_column_calls_none_either() {
        var error = assertThrows(
                AnalysisException.class,
                () -> spark.sql("CREATE TABLE refused (a BIGINT DEFAULT twice(1)) USING parquet"));
        assertTrue(error.getCondition().startsWith("INVALID_DEFAULT_VALUE."), error::getMessage);
    }
}
