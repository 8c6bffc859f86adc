package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NullsFirst$;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.physical.AllTuples$;
import org.apache.spark.sql.catalyst.plans.physical.ClusteredDistribution;
import org.apache.spark.sql.catalyst.plans.physical.Distribution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;

/**
 * The operator of a table function that receives rows: those of a part are sorted together into one task, or all rows into one task
 * where the call names no parts.
 */
@SuppressWarnings("serial") // what Catalyst declares as Seq is a List, and its types are serializable
public final class TableExec extends SparkPlan implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ROWS = "pythonRows";
    private static final String CALLS = "pythonCalls";
    private static final String OUTPUT = "numOutputRows";
    private static final String TIME = "pythonTime";

    private final TableNode.Call call;
    private final Seq<Expression> arguments;
    private final Seq<Expression> partitionBy;
    private final Seq<SortOrder> orderBy;
    private final Seq<Attribute> input;
    private final Seq<Attribute> output;
    private final SparkPlan child;
    private final Map<String, SQLMetric> metrics;

    /** Its parameters are its product's elements, which Spark's copies rely on. */
    public TableExec(
            TableNode.Call call,
            Seq<Expression> arguments,
            Seq<Expression> partitionBy,
            Seq<SortOrder> orderBy,
            Seq<Attribute> input,
            Seq<Attribute> output,
            SparkPlan child) {
        this.call = call;
        this.arguments = arguments;
        this.partitionBy = partitionBy;
        this.orderBy = orderBy;
        this.input = input;
        this.output = output;
        this.child = child;
        this.metrics = Sequences.map(java.util.Map.of(
                ROWS, SQLMetrics.createMetric(sparkContext(), "rows given to Python"),
                CALLS, SQLMetrics.createMetric(sparkContext(), "calls of Python"),
                OUTPUT, SQLMetrics.createMetric(sparkContext(), "number of output rows"),
                TIME, SQLMetrics.createNanoTimingMetric(sparkContext(), "time in Python", -1)));
    }

    @Override
    public Seq<Distribution> requiredChildDistribution() {
        return Sequences.<Distribution>of(
                partitionBy.isEmpty()
                        ? AllTuples$.MODULE$
                        : ClusteredDistribution.apply(partitionBy, false, Option.empty()));
    }

    @Override
    public Seq<Seq<SortOrder>> requiredChildOrdering() {
        var order = new ArrayList<SortOrder>();
        for (var key : Sequences.list(partitionBy)) {
            order.add(new SortOrder(key, Ascending$.MODULE$, NullsFirst$.MODULE$, Sequences.of()));
        }
        order.addAll(Sequences.list(orderBy));
        return Sequences.<Seq<SortOrder>>of(List.of(Sequences.of(order)));
    }

    @Override
    public RDD<InternalRow> doExecute() {
        var figures = new TableRows.Metrics(
                metrics.apply(ROWS), metrics.apply(CALLS), metrics.apply(OUTPUT), metrics.apply(TIME));
        var work = new Work(call, arguments, partitionBy, input, child.output(), output, figures);
        return rows().mapPartitionsWithIndex(work, false, tag());
    }

    /** A call for all rows is made, too, where there are none, and so no partition either. */
    private RDD<InternalRow> rows() {
        var rows = child.execute();
        return partitionBy.isEmpty() && rows.getNumPartitions() == 0
                ? sparkContext().parallelize(Sequences.<InternalRow>of(), 1, tag())
                : rows;
    }

    private static ClassTag<InternalRow> tag() {
        return ClassTag$.MODULE$.apply(InternalRow.class);
    }

    /** What travels to the executors. */
    private static final class Work extends AbstractFunction2<Object, Iterator<InternalRow>, Iterator<InternalRow>>
            implements Serializable {
        private static final long serialVersionUID = 1L;

        private final TableNode.Call call;
        private final Seq<Expression> arguments;
        private final Seq<Expression> partitionBy;
        private final Seq<Attribute> input;
        private final Seq<Attribute> child;
        private final Seq<Attribute> output;
        private final TableRows.Metrics metrics;

        Work(
                TableNode.Call call,
                Seq<Expression> arguments,
                Seq<Expression> partitionBy,
                Seq<Attribute> input,
                Seq<Attribute> child,
                Seq<Attribute> output,
                TableRows.Metrics metrics) {
            this.call = call;
            this.arguments = arguments;
            this.partitionBy = partitionBy;
            this.input = input;
            this.child = child;
            this.output = output;
            this.metrics = metrics;
        }

        @Override
        public Iterator<InternalRow> apply(Object partition, Iterator<InternalRow> rows) {
            var columns = new TableColumns(call.names(), input, child);
            var parts = partitionBy.isEmpty()
                    ? TableParts.one(rows, columns)
                    : TableParts.by(partitionBy, rows, columns, child);
            return new TableRows(call, arguments, parts, output, metrics);
        }
    }

    @Override
    public Seq<Attribute> output() {
        return output;
    }

    @Override
    @SuppressWarnings("unchecked")
    public AttributeSet producedAttributes() {
        return AttributeSet.apply((scala.collection.Iterable<Expression>) (scala.collection.Iterable<?>) output);
    }

    @Override
    public Map<String, SQLMetric> metrics() {
        return metrics;
    }

    @Override
    public String nodeName() {
        return "PythonWasmTable";
    }

    @Override
    public Seq<SparkPlan> children() {
        return Sequences.of(child);
    }

    @Override
    public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
        return new TableExec(call, arguments, partitionBy, orderBy, input, output, children.apply(0));
    }

    @Override
    public int productArity() {
        return 7;
    }

    @Override
    public Object productElement(int place) {
        return switch (place) {
            case 0 -> call;
            case 1 -> arguments;
            case 2 -> partitionBy;
            case 3 -> orderBy;
            case 4 -> input;
            case 5 -> output;
            default -> child;
        };
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof TableExec;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableExec exec
                && exec.call.equals(call)
                && exec.arguments.equals(arguments)
                && exec.partitionBy.equals(partitionBy)
                && exec.orderBy.equals(orderBy)
                && exec.input.equals(input)
                && exec.output.equals(output)
                && exec.child.equals(child);
    }

    @Override
    public int hashCode() {
        return 31 * call.hashCode() + child.hashCode();
    }
}
