package org.pythonwasm.udf.calcite.plan;

import java.util.List;
import org.apache.calcite.rex.RexNode;

/**
 * A Python call that is evaluated for many rows at once. Expressions refer to the input's columns, followed by the
 * results of calls of earlier stages.
 *
 * @param condition of the rows that need the call; TRUE for all
 */
record BatchedCall(PythonOperator operator, List<RexNode> arguments, RexNode condition, int stage) {

    BatchedCall {
        arguments = List.copyOf(arguments);
    }

    /** Returns the form that EXPLAIN shows. */
    @Override
    public String toString() {
        String text = operator.getName() + "("
                + String.join(", ", arguments.stream().map(Object::toString).toList()) + ")";
        return condition.isAlwaysTrue() ? text : text + " IF " + condition;
    }
}
