package org.pythonwasm.udf.spark.ddl;

import java.io.Serializable;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.execution.command.LeafRunnableCommand;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.pythonwasm.udf.spark.plan.DefinitionException;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.Enumeration;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;

/** A statement about functions as a command of Spark, which runs when the statement is executed, not when it is parsed. */
public abstract class FunctionCommand extends LogicalPlan implements LeafRunnableCommand, Serializable {
    private static final long serialVersionUID = 1L;

    private final transient Object[] elements;

    /** @param elements of its product: the parameters of its public constructor, by which Spark copies it */
    FunctionCommand(Object... elements) {
        this.elements = elements;
    }

    abstract List<Row> execute(SparkSession session) throws SQLException;

    @Override
    public final Seq<Row> run(SparkSession session) {
        try {
            return Sequences.of(execute(session));
        } catch (SQLException e) {
            throw DefinitionException.raise(e);
        }
    }

    @Override
    public Seq<Attribute> output() {
        return Sequences.of();
    }

    @Override
    public Seq<LogicalPlan> children() {
        return Sequences.of();
    }

    @Override
    public Map<String, SQLMetric> metrics() {
        return Sequences.map(java.util.Map.of());
    }

    @Override
    public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> none) {
        return this;
    }

    /** What Spark's rules look for. The constructor of Spark's trait, which sets it, is not one of Java's. */
    @Override
    public Seq<Enumeration.Value> nodePatterns() {
        return Sequences.of(TreePattern.COMMAND());
    }

    @Override
    public void org$apache$spark$sql$catalyst$plans$logical$Command$_setter_$nodePatterns_$eq(
            Seq<Enumeration.Value> value) {}

    @Override
    public int productArity() {
        return elements.length;
    }

    @Override
    public Object productElement(int place) {
        return elements[place];
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof FunctionCommand;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
