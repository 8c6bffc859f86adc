package org.pythonwasm.udf.spark.task;

import java.io.Serializable;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.util.LongAccumulator;
import scala.Option;

/**
 * The interpreters of the tasks of an application, as accumulators that travel with its functions: Spark's listeners, and its pages of
 * stages, have them for each task, also for one that failed or was killed, but not where its job was cancelled. Thread-safe.
 *
 * @param opened whose bodies ran in the task
 * @param ended that died in the task, or are used no more because the task failed or was killed
 */
record InterpreterFigures(LongAccumulator opened, LongAccumulator ended) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Map<SparkContext, InterpreterFigures> ALL = new WeakHashMap<>();

    /** Returns those of this JVM's application; null if it has none. */
    static InterpreterFigures here() {
        var context = SparkContext$.MODULE$.getActive();
        if (context.isEmpty()) {
            return null;
        }
        synchronized (ALL) {
            return ALL.computeIfAbsent(
                    context.get(),
                    spark -> new InterpreterFigures(
                            accumulator(spark, "Python interpreters opened"),
                            accumulator(spark, "Python interpreters ended")));
        }
    }

    private static LongAccumulator accumulator(SparkContext spark, String name) {
        var accumulator = new LongAccumulator();
        accumulator.register(spark, Option.apply(name), true);
        return accumulator;
    }
}
