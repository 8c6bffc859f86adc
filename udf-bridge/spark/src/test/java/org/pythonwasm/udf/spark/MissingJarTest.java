package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class MissingJarTest {
    @Test
    void an_executor_without_the_jar_fails_the_job() {
        LocalSpark.stop();
        String without = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("udf-bridge"))
                .collect(Collectors.joining(File.pathSeparator));
        var spark = LocalSpark.builder("local-cluster[1,1,1024]")
                .config("spark.executor.memory", "1g")
                .config("spark.executor.extraClassPath", without)
                .config("spark.task.maxFailures", "1")
                .getOrCreate();
        try {
            spark.sql("CREATE FUNCTION one(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def one(x): return 1'");
            var error = assertThrows(
                    SparkException.class, () -> LocalSpark.value(spark, "SELECT sum(one(id)) FROM range(0, 4, 1, 2)"));
            // Java hides the class that is missing behind one of Spark's own.
            assertTrue(error.getMessage().startsWith("Job aborted due to stage failure"), error::getMessage);
        } finally {
            spark.stop();
        }
    }
}
