package org.pythonwasm.udf.spark.vectorized;

import java.io.Serializable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.catalyst.plans.logical.BatchEvalPython;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.pythonwasm.udf.spark.task.PythonFunctionException;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.Option;
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
        var computed = new ArrayList<NamedExpression>();
        var udfs = ours.udfs.stream().map(udf -> withColumns(udf, computed)).toList();
        return new VectorizedExec(
                Sequences.of(udfs),
                Sequences.of(ours.results),
                Sequences.of(keptOrTheirs),
                planLater(computed.isEmpty() ? child : withColumns(child, computed)));
    }

    /** Returns the call with columns as arguments; those that are computed are added to the list. */
    private static PythonUDF withColumns(PythonUDF udf, List<NamedExpression> computed) {
        var arguments = new ArrayList<Expression>();
        for (var argument : Sequences.list(udf.children())) {
            arguments.add(
                    VectorizedPlan.isNested(udf)
                            ? withColumns(ours((PythonUDF) argument), computed)
                            : argument instanceof Attribute ? argument : column(argument, computed));
        }
        return (PythonUDF) udf.withNewChildren(Sequences.of(arguments));
    }

    private static PythonUDF ours(PythonUDF udf) {
        if (!(udf.func() instanceof VectorizedFunction)) {
            throw new PythonFunctionException(new SQLException(
                    "PythonFunction " + udf.name()
                            + ": a vectorized function and one of PySpark cannot be the argument of each other",
                    "0A000"));
        }
        return udf;
    }

    private static Attribute column(Expression argument, List<NamedExpression> computed) {
        for (var known : computed) {
            if (argument.deterministic() && ((Alias) known).child().semanticEquals(argument)) {
                return known.toAttribute();
            }
        }
        var column = new Alias(
                argument, "argument", NamedExpression.newExprId(), Sequences.of(), Option.empty(), Sequences.of());
        computed.add(column);
        return column.toAttribute();
    }

    private static LogicalPlan withColumns(LogicalPlan child, List<NamedExpression> computed) {
        var all = new ArrayList<NamedExpression>(Sequences.list(child.output()));
        all.addAll(computed);
        return new Project(Sequences.of(all), child);
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
