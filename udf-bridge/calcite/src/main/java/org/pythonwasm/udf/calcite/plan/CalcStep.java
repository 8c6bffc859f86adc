package org.pythonwasm.udf.calcite.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/**
 * A filter, and the expressions that are computed for the rows that pass it.
 *
 * @param condition null for none
 */
record CalcStep(List<RexNode> projects, RexNode condition) {

    boolean hasPython() {
        return PythonCallFinder.anyIn(projects) || condition != null && PythonCallFinder.anyIn(condition);
    }

    /**
     * Splits a filter into equivalent steps, each on the result of the previous one, so that Python runs only for rows
     * that passed the conditions written before it. The conditions in front of a condition with Python are one step,
     * and that condition is the next. A Python result that a condition computed and a later step needs is passed on.
     *
     * @param conditions of which all have to be true
     */
    static List<CalcStep> split(List<RexNode> projects, List<RexNode> conditions, RexBuilder builder) {
        var steps = new ArrayList<CalcStep>();
        while (true) {
            int count = together(conditions);
            var here = conditions.subList(0, count);
            var later = conditions.subList(count, conditions.size());
            var condition = RexUtil.composeConjunction(builder, here, true);
            var computed = new LinkedHashSet<RexNode>();
            here.forEach(each -> computed.addAll(PythonCallFinder.unconditionalIn(each)));
            if (later.isEmpty() && (here.isEmpty() || computed.containsAll(PythonCallFinder.in(projects)))) {
                steps.add(new CalcStep(projects, condition));
                return steps;
            }
            var handedOn = new StepOutputs(computed);
            projects = handedOn.visitList(projects);
            conditions = handedOn.visitList(later);
            steps.add(new CalcStep(handedOn.nodes(), condition));
        }
    }

    private static int together(List<RexNode> conditions) {
        int count = 0;
        while (count < conditions.size() && !PythonCallFinder.anyIn(conditions.get(count))) {
            count++;
        }
        return count == 0 ? Math.min(1, conditions.size()) : count;
    }
}
