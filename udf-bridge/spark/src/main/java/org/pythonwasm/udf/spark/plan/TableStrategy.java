package org.pythonwasm.udf.spark.plan;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.pythonwasm.udf.spark.value.Sequences;
import scala.collection.immutable.Seq;

/** Plans the operator of table functions that receive rows. Stateless. */
public final class TableStrategy extends SparkStrategy implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Seq<SparkPlan> apply(LogicalPlan plan) {
        return plan instanceof TableNode node
                ? Sequences.<SparkPlan>of(new TableExec(
                        node.call(),
                        node.arguments(),
                        node.partitionBy(),
                        node.orderBy(),
                        node.input(),
                        node.output(),
                        planLater(node.child())))
                : Sequences.of();
    }
}
