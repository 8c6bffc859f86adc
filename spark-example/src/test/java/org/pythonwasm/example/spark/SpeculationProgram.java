package org.pythonwasm.example.spark;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** What spark-submit runs in a cluster that begins slow tasks a second time: the first attempt of one of them never returns from Python. */
public final class SpeculationProgram extends SparkListener {
    private final CompletableFuture<String> killed = new CompletableFuture<>();

    private SpeculationProgram() {}

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.reason() instanceof TaskKilled reason && end.taskInfo().attemptNumber() == 0) {
            killed.complete(reason.reason());
        }
    }

    public static void main(String[] arguments) throws Exception {
        var spark = SparkSession.builder().getOrCreate();
        var listener = new SpeculationProgram();
        spark.sparkContext().addSparkListener(listener);
        spark.udf()
                .register(
                        "attempt", (UDF1<Long, Integer>) x -> TaskContext.get().attemptNumber(), DataTypes.IntegerType);
        spark.sql("""
                CREATE FUNCTION settled(x BIGINT, attempt INTEGER) RETURNS BIGINT LANGUAGE PYTHON AS $$
                def settled(x, attempt):
                    while attempt == 0 and x == 7:
                        pass
                    return x
                $$""");
        System.out.println("sum: "
                + spark.sql("SELECT sum(settled(id, attempt(id))) FROM range(0, 8, 1, 2)")
                        .head()
                        .get(0));
        System.out.println("the first attempt ended: killed, " + listener.killed.get(60, TimeUnit.SECONDS));
        spark.stop();
    }
}
