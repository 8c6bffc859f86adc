package org.pythonwasm.udf.calcite.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Writes AND and OR with Python after the first operand as CASE: the code that Calcite generates evaluates all operands
 * of AND and OR, even if the first decides, but only the needed operands of a CASE. Applied once.
 */
final class ShortCircuit extends RexShuttle {
    private final RexBuilder builder;

    ShortCircuit(RexBuilder builder) {
        this.builder = builder;
    }

    @Override
    public RexNode visitCall(RexCall call) {
        boolean and = call.getKind() == SqlKind.AND;
        return (and || call.getKind() == SqlKind.OR) && PythonCallFinder.anyIn(call)
                ? decide(and, visitList(call.getOperands()))
                : super.visitCall(call);
    }

    private RexNode decide(boolean and, List<RexNode> operands) {
        int count = together(operands);
        var left = join(and, operands.subList(0, count));
        if (count == operands.size()) {
            return left;
        }
        var right = decide(and, operands.subList(count, operands.size()));
        var decided = builder.makeCall(and ? SqlStdOperatorTable.IS_FALSE : SqlStdOperatorTable.IS_TRUE, left);
        return builder.makeCall(
                SqlStdOperatorTable.CASE, decided, builder.makeLiteral(!and), join(and, List.of(left, right)));
    }

    /**
     * Returns how many operands are evaluated together: the first, and the following ones that need no Python except
     * what the first has evaluated.
     */
    private static int together(List<RexNode> operands) {
        Set<RexNode> evaluated = new LinkedHashSet<>(PythonCallFinder.unconditionalIn(operands.get(0)));
        int count = 1;
        while (count < operands.size()
                && evaluated.containsAll(PythonCallFinder.in(operands.subList(count, count + 1)))) {
            count++;
        }
        return count;
    }

    private RexNode join(boolean and, List<RexNode> operands) {
        return and ? RexUtil.composeConjunction(builder, operands) : RexUtil.composeDisjunction(builder, operands);
    }
}
