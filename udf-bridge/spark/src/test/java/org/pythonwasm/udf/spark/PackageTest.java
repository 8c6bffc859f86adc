package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.TestWheel;

/** Packages of a directory that the JVMs of driver and executors have; here they are one. */
@Timeout(300)
class PackageTest {
    private final SparkSession spark = LocalSpark.newSession();

    @BeforeEach
    void grant(@TempDir Path directory) {
        TestWheel.of("word-lib", "1")
                .withFile("wordlib.py", "def shout(text):\n    return text.upper() + '!'\n")
                .writeTo(directory);
        System.setProperty("python-wasm.packages", directory.toString());
    }

    @AfterEach
    void revoke() {
        System.clearProperty("python-wasm.packages");
    }

    @Test
    void a_function_imports_the_package_that_it_names() {
        spark.sql("""
                CREATE FUNCTION shout(x STRING) RETURNS STRING LANGUAGE PYTHON WITH (packages = 'wordlib') AS $$
                from wordlib import shout
                $$""");
        assertEquals(List.of("A0!", "A1!"), LocalSpark.column(spark, "SELECT shout(concat('a', id)) FROM range(2)"));
    }

    @Test
    void a_package_that_was_not_made_available_cannot_be_named() {
        assertTrue(assertThrows(Exception.class, () -> spark.sql("""
                CREATE FUNCTION other(x STRING) RETURNS STRING LANGUAGE PYTHON WITH (packages = 'numpy') AS $$
                def other(x): return x
                $$"""))
                .getMessage()
                .contains("there is no package 'numpy' among those that were made available: word-lib"));
    }
}
