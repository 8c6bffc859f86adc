package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.catalyst.plans.logical.BatchEvalPython;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/** Plans the operator of vectorized functions where Spark gathered their calls. Stateless. */
public final class VectorizedStrategy extends SparkStrategy implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Seq<SparkPlan> apply(LogicalPlan plan) {
        if (plan instanceof Project project && project.child() instanceof BatchEvalPython calls && hasOurs(calls)) {
            var kept = Sequences.list(calls.child().output()).stream()
                    .filter(project.references()::contains)
                    .toList();
            return Sequences.of(new ProjectExec(project.projectList(), exec(calls, Sequences.of(kept))));
        }
        return plan instanceof BatchEvalPython calls && hasOurs(calls)
                ? Sequences.of(exec(calls, calls.child().output()))
                : Sequences.of();
    }

    private static boolean hasOurs(BatchEvalPython calls) {
        return !part(calls, true).udfs.isEmpty();
    }

    /** @param kept the columns of the child that are used above the calls */
    private SparkPlan exec(BatchEvalPython calls, Seq<Attribute> kept) {
        var ours = part(calls, true);
        var theirs = part(calls, false);
        var child = theirs.udfs.isEmpty()
                ? calls.child()
                : new BatchEvalPython(Sequences.of(theirs.udfs), Sequences.of(theirs.results), calls.child());
        var keptOrTheirs = new ArrayList<Attribute>(Sequences.list(kept));
        keptOrTheirs.addAll(theirs.results);
        return new VectorizedExec(
                Sequences.of(ours.udfs), Sequences.of(ours.results), Sequences.of(keptOrTheirs), planLater(child));
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
