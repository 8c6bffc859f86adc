package org.pythonwasm.udf.spark.vectorized;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.python.PythonBroadcast;
import org.apache.spark.api.python.PythonFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.CollectionAccumulator;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/**
 * A vectorized function in the place that Spark has for those of PySpark, so that Spark's own rules gather its calls in an operator
 * of many rows. Only {@link VectorizedStrategy} plans it: no process is started.
 */
public record VectorizedFunction(DistributedFunction function) implements PythonFunction, Serializable {

    @Override
    public Seq<Object> command() {
        return Sequences.of();
    }

    @Override
    public Map<String, String> envVars() {
        return Map.of();
    }

    @Override
    public List<String> pythonIncludes() {
        return List.of();
    }

    @Override
    public String pythonExec() {
        return "python-wasm";
    }

    @Override
    public String pythonVer() {
        return "";
    }

    @Override
    public List<Broadcast<PythonBroadcast>> broadcastVars() {
        return List.of();
    }

    @Override
    public CollectionAccumulator<byte[]> accumulator() {
        return null;
    }

    /** Returns the name alone: plans print it. */
    @Override
    public String toString() {
        return function.name();
    }
}
