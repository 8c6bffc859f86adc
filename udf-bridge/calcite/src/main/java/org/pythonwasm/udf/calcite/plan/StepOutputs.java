package org.pythonwasm.udf.calcite.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * The columns and results of one step that later steps need; rewrites the expressions of those steps to refer to them.
 */
final class StepOutputs extends RexShuttle {
    private final Set<RexNode> computed;
    private final Map<RexNode, RexInputRef> places = new LinkedHashMap<>();

    /** @param computed Python calls of the step; other calls are computed in their places */
    StepOutputs(Set<RexNode> computed) {
        this.computed = computed;
    }

    List<RexNode> nodes() {
        return List.copyOf(places.keySet());
    }

    @Override
    public RexNode visitInputRef(RexInputRef column) {
        return place(column);
    }

    @Override
    public RexNode visitCall(RexCall call) {
        return computed.contains(call) ? place(call) : super.visitCall(call);
    }

    private RexInputRef place(RexNode node) {
        return places.computeIfAbsent(node, absent -> new RexInputRef(places.size(), node.getType()));
    }
}
