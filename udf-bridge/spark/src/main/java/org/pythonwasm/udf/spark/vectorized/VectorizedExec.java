package org.pythonwasm.udf.spark.vectorized;

import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.CodegenSupport;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

/** The operator of vectorized functions: its rows have the results behind columns of its child. */
@SuppressWarnings("serial") // what Catalyst declares as Seq is a List, and its types are serializable
public final class VectorizedExec extends SparkPlan implements CodegenSupport, Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ROWS = "pythonRows";
    private static final String CALLS = "pythonCalls";
    private static final String TIME = "pythonTime";
    private static final String INTERPRETERS = "pythonInterpreters";
    private static final String DEAD = "pythonInterpretersEnded";

    private final Seq<PythonUDF> calls;
    private final Seq<Attribute> results;
    private final Seq<Attribute> kept;
    private final SparkPlan child;
    private final Map<String, SQLMetric> metrics;
    private transient CodegenSupport parent;
    private transient VectorizedCode code;

    /**
     * Its parameters are its product's elements, which Spark's copies rely on.
     *
     * @param calls whose arguments are columns of the child, or such a call
     * @param kept the columns of the child that its rows have before the results
     */
    public VectorizedExec(Seq<PythonUDF> calls, Seq<Attribute> results, Seq<Attribute> kept, SparkPlan child) {
        this.calls = calls;
        this.results = results;
        this.kept = kept;
        this.child = child;
        this.metrics = Sequences.map(java.util.Map.of(
                ROWS, SQLMetrics.createMetric(sparkContext(), "rows given to Python"),
                CALLS, SQLMetrics.createMetric(sparkContext(), "calls of Python"),
                TIME, SQLMetrics.createNanoTimingMetric(sparkContext(), "time in Python", -1),
                INTERPRETERS, SQLMetrics.createMetric(sparkContext(), "interpreters used"),
                DEAD, SQLMetrics.createMetric(sparkContext(), "interpreters that were killed or died")));
    }

    private VectorizedPlan plan() {
        return VectorizedPlan.of(
                calls,
                kept,
                child.output(),
                new VectorizedPlan.Metrics(
                        metrics.apply(ROWS),
                        metrics.apply(CALLS),
                        metrics.apply(TIME),
                        metrics.apply(INTERPRETERS),
                        metrics.apply(DEAD)));
    }

    @Override
    public RDD<InternalRow> doExecute() {
        return child.execute()
                .mapPartitionsWithIndex(new Work(plan(), output()), false, ClassTag$.MODULE$.apply(InternalRow.class));
    }

    /** What travels to the executors. */
    private static final class Work extends AbstractFunction2<Object, Iterator<InternalRow>, Iterator<InternalRow>>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        private final VectorizedPlan plan;
        private final Seq<Attribute> columns;

        Work(VectorizedPlan plan, Seq<Attribute> columns) {
            this.plan = plan;
            this.columns = columns;
        }

        @Override
        public Iterator<InternalRow> apply(Object partition, Iterator<InternalRow> rows) {
            return new VectorizedRows(plan, columns, rows);
        }
    }

    @Override
    public Seq<RDD<InternalRow>> inputRDDs() {
        return ((CodegenSupport) child).inputRDDs();
    }

    /** Many rows leave together. */
    @Override
    public boolean needCopyResult() {
        return true;
    }

    @Override
    public CodegenSupport parent() {
        return parent;
    }

    @Override
    public void parent_$eq(CodegenSupport above) {
        parent = above;
    }

    @Override
    public String doProduce(CodegenContext context) {
        code = new VectorizedCode(context, plan());
        String last = code.produce(this);
        return ((CodegenSupport) child).produce(context, this) + last;
    }

    @Override
    public String doConsume(CodegenContext context, Seq<ExprCode> input, ExprCode row) {
        return code.consume(input);
    }

    @Override
    public Seq<Attribute> output() {
        var all = new ArrayList<Attribute>(Sequences.list(kept));
        all.addAll(Sequences.list(results));
        return Sequences.of(all);
    }

    @Override
    @SuppressWarnings("unchecked")
    public AttributeSet producedAttributes() {
        return AttributeSet.apply((scala.collection.Iterable<Expression>) (scala.collection.Iterable<?>) results);
    }

    @Override
    public Map<String, SQLMetric> metrics() {
        return metrics;
    }

    @Override
    public Partitioning outputPartitioning() {
        return child.outputPartitioning();
    }

    @Override
    public Seq<SortOrder> outputOrdering() {
        return child.outputOrdering();
    }

    @Override
    public String nodeName() {
        return "PythonWasm";
    }

    @Override
    public Seq<SparkPlan> children() {
        return Sequences.of(child);
    }

    @Override
    public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
        return new VectorizedExec(calls, results, kept, children.apply(0));
    }

    @Override
    public int productArity() {
        return 4;
    }

    @Override
    public Object productElement(int place) {
        return switch (place) {
            case 0 -> calls;
            case 1 -> results;
            case 2 -> kept;
            default -> child;
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof VectorizedExec;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VectorizedExec exec
                && exec.calls.equals(calls)
                && exec.results.equals(results)
                && exec.kept.equals(kept)
                && exec.child.equals(child);
    }

    @Override
    public int hashCode() {
        return 31 * calls.hashCode() + child.hashCode();
    }
}
