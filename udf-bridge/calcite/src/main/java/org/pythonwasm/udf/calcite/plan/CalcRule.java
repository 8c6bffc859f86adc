package org.pythonwasm.udf.calcite.plan;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * Rewrites a projection or filter with Python so that Python runs only for the rows that the SQL demands, and in
 * batches. It runs last, when neighbouring projections and filters have become one {@link EnumerableCalc}: see
 * {@link ShortCircuit}, {@link CalcStep} and {@link EnumerablePythonBatch} for the result.
 */
final class CalcRule extends RelOptRule {
    private final boolean batching;

    /** @param batching whether Python runs in batches; otherwise row by row, for the same rows */
    @SuppressWarnings("deprecation")
    CalcRule(boolean batching) {
        super(operand(EnumerableCalc.class, any()), batching ? "CalcRule:batches" : "CalcRule:rows");
        this.batching = batching;
    }

    @Override
    public boolean matches(RelOptRuleCall match) {
        EnumerableCalc calc = match.rel(0);
        return !(calc instanceof EnumerablePythonCalc)
                && PythonCallFinder.anyIn(calc.getProgram().getExprList());
    }

    @Override
    public void onMatch(RelOptRuleCall match) {
        EnumerableCalc calc = match.rel(0);
        var builder = calc.getCluster().getRexBuilder();
        var known = match.getMetadataQuery().getPulledUpPredicates(calc.getInput());
        var program = calc.getProgram().normalize(builder, new RexSimplify(builder, known, RexUtil.EXECUTOR));
        var projects =
                program.getProjectList().stream().map(program::expandLocalRef).toList();
        var once = new ShortCircuit(builder);
        var steps = CalcStep.split(typed(once.visitList(projects), calc), once.visitList(conditions(program)), builder);
        RelNode node = calc.getInput();
        for (var step : steps.subList(0, steps.size() - 1)) {
            var type = RexUtil.createStructType(builder.getTypeFactory(), step.projects());
            node = implement(step, node, calc.getCluster().traitSetOf(EnumerableConvention.INSTANCE), type);
        }
        match.transformTo(implement(steps.get(steps.size() - 1), node, calc.getTraitSet(), calc.getRowType()));
    }

    /** Simplification may show that a value is never NULL, but a plan's types do not change. */
    private static List<RexNode> typed(List<RexNode> projects, EnumerableCalc calc) {
        var builder = calc.getCluster().getRexBuilder();
        var fields = calc.getRowType().getFieldList();
        return IntStream.range(0, projects.size())
                .mapToObj(i -> {
                    var type = fields.get(i).getType();
                    return projects.get(i).getType().equals(type)
                            ? projects.get(i)
                            : builder.makeAbstractCast(type, projects.get(i), false);
                })
                .toList();
    }

    /** A condition that may be NULL is wrapped in IS TRUE. */
    private static List<RexNode> conditions(RexProgram program) {
        if (program.getCondition() == null) {
            return List.of();
        }
        var condition = program.expandLocalRef(program.getCondition());
        return RelOptUtil.conjunctions(
                condition.isA(SqlKind.IS_TRUE)
                        ? ((RexCall) condition).getOperands().get(0)
                        : condition);
    }

    private RelNode implement(CalcStep step, RelNode input, RelTraitSet traits, RelDataType type) {
        var batch = batching ? EnumerablePythonBatch.create(input, traits, type, step) : null;
        if (batch != null) {
            return batch;
        }
        var program = RexProgram.create(
                input.getRowType(),
                step.projects(),
                step.condition(),
                type,
                input.getCluster().getRexBuilder());
        return step.hasPython()
                ? new EnumerablePythonCalc(input, traits, program)
                : new EnumerableCalc(input.getCluster(), traits, input, program);
    }
}
