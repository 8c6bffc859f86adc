package org.pythonwasm.udf.calcite.plan;

import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexProgram;

/** A projection or filter that calls Python row by row, created by {@link CalcRule}. */
final class EnumerablePythonCalc extends EnumerableCalc {

    EnumerablePythonCalc(RelNode input, RelTraitSet traits, RexProgram program) {
        super(input.getCluster(), traits, input, program);
    }

    @Override
    public EnumerableCalc copy(RelTraitSet traits, RelNode input, RexProgram program) {
        return new EnumerablePythonCalc(input, traits, program);
    }
}
