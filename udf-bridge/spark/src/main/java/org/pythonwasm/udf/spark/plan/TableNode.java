package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import java.util.ArrayList;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.pythonwasm.udf.spark.task.DistributedFunction;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/** The call of a table function with the rows of its child: one call for all of them, or one for each part. */
@SuppressWarnings("serial") // what Catalyst declares as Seq is a List, and its types are serializable
public final class TableNode extends LogicalPlan implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Call call;
    private final Seq<Expression> arguments;
    private final Seq<Expression> partitionBy;
    private final Seq<SortOrder> orderBy;
    private final Seq<Attribute> input;
    private final Seq<Attribute> output;
    private final LogicalPlan child;

    /**
     * What is called.
     *
     * @param place of the TABLE among the arguments
     * @param names of its columns
     */
    record Call(DistributedFunction function, int place, ArrayList<String> names) implements Serializable {
        /** Returns the name alone: plans print it. */
        @Override
        public String toString() {
            return function.name();
        }
    }

    /**
     * Its parameters are its product's elements, which Spark's copies rely on.
     *
     * @param arguments beside the TABLE
     * @param input the child's columns, all of which Python receives
     */
    public TableNode(
            Call call,
            Seq<Expression> arguments,
            Seq<Expression> partitionBy,
            Seq<SortOrder> orderBy,
            Seq<Attribute> input,
            Seq<Attribute> output,
            LogicalPlan child) {
        this.call = call;
        this.arguments = arguments;
        this.partitionBy = partitionBy;
        this.orderBy = orderBy;
        this.input = input;
        this.output = output;
        this.child = child;
    }

    Call call() {
        return call;
    }

    Seq<Expression> arguments() {
        return arguments;
    }

    Seq<Expression> partitionBy() {
        return partitionBy;
    }

    Seq<SortOrder> orderBy() {
        return orderBy;
    }

    Seq<Attribute> input() {
        return input;
    }

    LogicalPlan child() {
        return child;
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
    public String nodeName() {
        return "PythonWasmTable";
    }

    @Override
    public Seq<LogicalPlan> children() {
        return Sequences.of(child);
    }

    @Override
    public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> children) {
        return new TableNode(call, arguments, partitionBy, orderBy, input, output, children.apply(0));
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
        return other instanceof TableNode;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableNode node
                && node.call.equals(call)
                && node.arguments.equals(arguments)
                && node.partitionBy.equals(partitionBy)
                && node.orderBy.equals(orderBy)
                && node.input.equals(input)
                && node.output.equals(output)
                && node.child.equals(child);
    }

    @Override
    public int hashCode() {
        return 31 * call.hashCode() + child.hashCode();
    }
}
