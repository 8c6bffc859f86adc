package org.pythonwasm.udf.calcite.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;

/**
 * A projection, with or without filter, that evaluates its Python calls for chunks of rows: one guest call per chunk
 * for the calls of one function. Expressions refer to the input's columns, followed by the results of the calls.
 *
 * <p>Chunks grow: 1, 2, 4 … rows, at most 1,024, and not while one takes over a second or a megabyte. So a query that
 * needs n rows calls Python for less than 2n rows, and for less than n + 1,024.
 */
final class EnumerablePythonBatch extends SingleRel implements EnumerableRel {
    private final List<BatchedCall> calls;
    private final List<RexNode> projects;
    private final RexNode condition;

    private EnumerablePythonBatch(
            RelNode input,
            RelTraitSet traits,
            RelDataType type,
            List<BatchedCall> calls,
            List<RexNode> projects,
            RexNode condition) {
        super(input.getCluster(), traits, input);
        this.rowType = type;
        this.calls = List.copyOf(calls);
        this.projects = List.copyOf(projects);
        this.condition = condition;
    }

    /** Returns null if none of the step's calls can be moved. */
    static EnumerablePythonBatch create(RelNode input, RelTraitSet traits, RelDataType type, CalcStep step) {
        var expressions = new ArrayList<>(step.projects());
        if (step.condition() != null) {
            expressions.add(0, step.condition());
        }
        int columns = input.getRowType().getFieldCount();
        var plan = new BatchPlan(input.getCluster().getRexBuilder(), columns, expressions);
        return plan.calls().isEmpty()
                ? null
                : new EnumerablePythonBatch(
                        input,
                        traits,
                        type,
                        plan.calls(),
                        step.projects().stream().map(plan::rewrite).toList(),
                        step.condition() == null ? null : plan.rewrite(step.condition()));
    }

    List<BatchedCall> calls() {
        return calls;
    }

    List<RexNode> projects() {
        return projects;
    }

    /** Returns null if there is none. */
    RexNode condition() {
        return condition;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new EnumerablePythonBatch(sole(inputs), traits, rowType, calls, projects, condition);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        super.explainTerms(writer).item("calls", calls);
        for (int i = 0; i < projects.size(); i++) {
            writer.item(rowType.getFieldNames().get(i), projects.get(i));
        }
        return writer.itemIf("condition", condition, condition != null);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer preference) {
        var child = implementor.visitChild(this, 0, (EnumerableRel) getInput(), preference);
        return new BatchCode(this, implementor, child, preference).result();
    }
}
