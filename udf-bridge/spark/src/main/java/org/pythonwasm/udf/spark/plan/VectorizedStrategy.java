package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.catalyst.plans.logical.BatchEvalPython;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/** Plans the operator of vectorized functions where Spark gathered their calls. Stateless. */
public final class VectorizedStrategy extends SparkStrategy implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Seq<SparkPlan> apply(LogicalPlan plan) {
        if (!(plan instanceof BatchEvalPython calls)) {
            return Sequences.of();
        }
        var ours = part(calls, true);
        var theirs = part(calls, false);
        if (ours.udfs.isEmpty()) {
            return Sequences.of();
        }
        var child = theirs.udfs.isEmpty()
                ? calls.child()
                : new BatchEvalPython(Sequences.of(theirs.udfs), Sequences.of(theirs.results), calls.child());
        var exec = new VectorizedExec(Sequences.of(ours.udfs), Sequences.of(ours.results), planLater(child));
        return Sequences.of(exec);
    }

    /** Calls of one kind, and the columns of their results. */
    private record Part(ArrayList<PythonUDF> udfs, ArrayList<Attribute> results) {}

    /** A plan may call functions of PySpark, too. */
    private static Part part(BatchEvalPython calls, boolean ours) {
        var part = new Part(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < calls.udfs().size(); i++) {
            if (calls.udfs().apply(i).func() instanceof VectorizedFunction == ours) {
                part.udfs.add(calls.udfs().apply(i));
                part.results.add(calls.resultAttrs().apply(i));
            }
        }
        return part;
    }
}
