package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pythonwasm.udf.spark.LocalSpark.column;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class StreamingTest {
    @TempDir
    Path folder;

    private void write(String file, String lines) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/" + file), lines);
    }

    /** Starts from the checkpoint if there is one, and ends when all files are processed. */
    private SparkSession run() throws Exception {
        var spark = LocalSpark.newSession();
        spark.sql("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
        var query = spark.readStream()
                .schema("x BIGINT")
                .json(folder.resolve("in").toString())
                .selectExpr("twice(x) AS y")
                .writeStream()
                .format("parquet")
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .start(folder.resolve("out").toString());
        query.processAllAvailable();
        query.stop();
        return spark;
    }

    @Test
    void a_query_goes_on_from_its_checkpoint() throws Exception {
        write("one.json", "{\"x\": 1}\n{\"x\": 2}\n");
        run();
        write("two.json", "{\"x\": 3}\n");
        var spark = run();
        assertEquals(
                List.of(2L, 4L, 6L), column(spark, "SELECT y FROM parquet.`" + folder.resolve("out") + "` ORDER BY y"));
    }
}
