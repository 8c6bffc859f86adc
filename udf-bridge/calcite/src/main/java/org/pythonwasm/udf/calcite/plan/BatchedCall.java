package org.pythonwasm.udf.calcite.plan;

import java.util.List;
import org.apache.calcite.rex.RexNode;

/**
 * A Python call that is evaluated for many rows at once. Expressions are about the input's columns and, behind those, the
 * results of calls of earlier stages.
 *
 * @param condition of the rows that need the call; TRUE for all
 */
record BatchedCall(PythonOperator operator, List<RexNode> arguments, RexNode condition, int stage) {

    BatchedCall {
        arguments = List.copyOf(arguments);
    }

    /** As EXPLAIN shows it. */
    @Override
    public String toString() {
        String text = operator.getName() + "(" + String.join(", ", arguments.stream().map(Object::toString).toList()) + ")";
        return condition.isAlwaysTrue() ? text : text + " IF " + condition;
    }
}
