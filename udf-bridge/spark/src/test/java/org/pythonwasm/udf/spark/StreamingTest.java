package org.pythonwasm.udf.spark;

import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pythonwasm.udf.spark.LocalSpark.column;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class StreamingTest {
    @TempDir
    Path folder;

    private void write(String file, String lines) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/" + file), lines);
    }

    private Dataset<Row> lines(SparkSession spark) {
        return spark.readStream().schema("x BIGINT").json(folder.resolve("in").toString());
    }

    /** Starts from the checkpoint if there is one, and ends when all files are processed. */
    private void run(DataStreamWriter<Row> writer) throws Exception {
        var query = writer.option(
                        "checkpointLocation", folder.resolve("checkpoint").toString())
                .start();
        query.processAllAvailable();
        query.stop();
    }

    private SparkSession runScalar() throws Exception {
        var spark = LocalSpark.newSession();
        spark.sql("CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS 'def twice(x): return 2 * x'");
        run(lines(spark)
                .selectExpr("twice(x) AS y")
                .writeStream()
                .format("parquet")
                .option("path", folder.resolve("out").toString()));
        return spark;
    }

    /** Returns what the aggregate has after all lines so far, of which the groups are even and odd numbers. */
    private List<Object> runAggregate(String merge) throws Exception {
        var spark = LocalSpark.newSession();
        spark.conf().set("spark.sql.shuffle.partitions", "2");
        spark.sql("""
                CREATE AGGREGATE FUNCTION joined(x BIGINT) RETURNS STRING LANGUAGE PYTHON AS $$
                class joined:
                    def __init__(self):
                        self.seen = []
                    def accumulate(self, x):
                        self.seen.append(x)
                    %s
                    def finish(self):
                        return '+'.join(map(str, sorted(self.seen)))
                $$""".formatted(merge));
        run(lines(spark)
                .groupBy(expr("x % 2"))
                .agg(expr("joined(x)").as("text"))
                .writeStream()
                .outputMode("complete")
                .format("memory")
                .queryName("totals"));
        return column(spark, "SELECT text FROM totals ORDER BY text");
    }

    @Test
    void a_query_goes_on_from_its_checkpoint() throws Exception {
        write("one.json", "{\"x\": 1}\n{\"x\": 2}\n");
        runScalar();
        write("two.json", "{\"x\": 3}\n");
        var spark = runScalar();
        assertEquals(
                List.of(2L, 4L, 6L), column(spark, "SELECT y FROM parquet.`" + folder.resolve("out") + "` ORDER BY y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"def merge(self, other): self.seen += other.seen", ""})
    void the_state_of_an_aggregate_is_in_the_checkpoint(String merge) throws Exception {
        write("one.json", "{\"x\": 1}\n{\"x\": 2}\n{\"x\": 3}\n");
        assertEquals(List.of("1+3", "2"), runAggregate(merge));
        write("two.json", "{\"x\": 4}\n{\"x\": 5}\n");
        assertEquals(List.of("1+3+5", "2+4"), runAggregate(merge));
    }
}
