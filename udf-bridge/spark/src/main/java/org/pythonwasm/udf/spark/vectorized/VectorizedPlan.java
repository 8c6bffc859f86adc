package org.pythonwasm.udf.spark.vectorized;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.types.DataType;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/**
 * The calls of the operator of vectorized functions, as they travel to executors: by columns, of which those that are kept are the
 * first. Immutable.
 *
 * @param places where the columns are in the rows of the child
 */
public record VectorizedPlan(List<DataType> types, List<Integer> places, List<Call> calls, Metrics metrics)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** @param inner whose result is the only argument; null if the arguments are columns */
    record Call(DistributedFunction function, List<Integer> arguments, Call inner, DataType result)
            implements Serializable {
        boolean isVectorized() {
            return function.definition().options().vectorized() && (inner == null || inner.isVectorized());
        }
    }

    /** What the operator shows in Spark's user interface. */
    record Metrics(SQLMetric rows, SQLMetric calls, SQLMetric time, SQLMetric interpreters, SQLMetric dead)
            implements Serializable {}

    /**
     * @param udfs whose arguments are columns of the child, or one such call
     * @param kept the columns of the child that come out of the operator
     */
    static VectorizedPlan of(Seq<PythonUDF> udfs, Seq<Attribute> kept, Seq<Attribute> child, Metrics metrics) {
        var columns = new ArrayList<Attribute>(Sequences.list(kept));
        var calls = new ArrayList<Call>();
        for (var udf : Sequences.list(udfs)) {
            calls.add(call(udf, columns));
        }
        var ids = Sequences.list(child).stream().map(Attribute::exprId).toList();
        var places = new ArrayList<Integer>();
        var types = new ArrayList<DataType>();
        for (var column : columns) {
            places.add(ids.indexOf(column.exprId()));
            types.add(column.dataType());
        }
        return new VectorizedPlan(types, places, calls, metrics);
    }

    private static Call call(PythonUDF udf, List<Attribute> columns) {
        var function = ((VectorizedFunction) udf.func()).function();
        if (isNested(udf)) {
            return new Call(
                    function, new ArrayList<>(), call((PythonUDF) udf.children().apply(0), columns), udf.dataType());
        }
        var arguments = new ArrayList<Integer>();
        for (var argument : Sequences.list(udf.children())) {
            arguments.add(place((Attribute) argument, columns));
        }
        return new Call(function, arguments, null, udf.dataType());
    }

    private static int place(Attribute argument, List<Attribute> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).exprId().equals(argument.exprId())) {
                return i;
            }
        }
        columns.add(argument);
        return columns.size() - 1;
    }

    /** Returns whether the only argument is the result of such a call. */
    static boolean isNested(PythonUDF udf) {
        return udf.children().size() == 1 && udf.children().apply(0) instanceof PythonUDF;
    }

    /** Called by generated code, too. */
    public VectorizedChunk open() {
        return new VectorizedChunk(this);
    }
}
