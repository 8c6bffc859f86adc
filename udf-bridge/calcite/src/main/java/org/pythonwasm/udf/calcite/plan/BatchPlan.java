package org.pythonwasm.udf.calcite.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLambda;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Moves the Python calls out of expressions about one input. A call that a CASE evaluates for some rows only is moved
 * together with the condition of those rows. A call under several conditions stays in its place, and so does one whose
 * arguments or condition must not be evaluated twice.
 */
final class BatchPlan {
    private final RexBuilder builder;
    private final int columns;
    private final Map<RexNode, RexNode> conditions = new LinkedHashMap<>();
    private final List<BatchedCall> calls = new ArrayList<>();
    private final Map<RexNode, RexInputRef> results = new LinkedHashMap<>();

    /** @param columns of the input; the results of the calls follow them */
    BatchPlan(RexBuilder builder, int columns, List<RexNode> expressions) {
        this.builder = builder;
        this.columns = columns;
        var always = builder.makeLiteral(true);
        expressions.forEach(expression -> expression.accept(new Finder(always, Set.of())));
        conditions.forEach(this::takeOut);
    }

    List<BatchedCall> calls() {
        return calls;
    }

    /** Returns the expression with results in the place of the calls. */
    RexNode rewrite(RexNode expression) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                var result = results.get(call);
                return result != null ? result : super.visitCall(call);
            }
        });
    }

    private void takeOut(RexNode node, RexNode condition) {
        var call = (RexCall) node;
        var operator = (PythonOperator) call.getOperator();
        if (condition == null || !operator.takes(call.getOperands().size())) {
            return;
        }
        var arguments = call.getOperands().stream().map(this::rewrite).toList();
        var needed = rewrite(condition);
        if (isMovable(needed) && arguments.stream().allMatch(BatchPlan::isMovable)) {
            results.put(call, new RexInputRef(columns + calls.size(), call.getType()));
            calls.add(new BatchedCall(operator, arguments, needed, stage(arguments, needed)));
        }
    }

    /** A remaining Python call is one that was not moved. */
    private static boolean isMovable(RexNode node) {
        return PythonCallFinder.isMovable(node) && !PythonCallFinder.anyIn(node);
    }

    private int stage(List<RexNode> arguments, RexNode condition) {
        int[] stage = {0};
        var finder = new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitInputRef(RexInputRef column) {
                if (column.getIndex() >= columns) {
                    stage[0] = Math.max(
                            stage[0], calls.get(column.getIndex() - columns).stage() + 1);
                }
                return null;
            }
        };
        arguments.forEach(argument -> argument.accept(finder));
        condition.accept(finder);
        return stage[0];
    }

    /** Notes each call, after those in its arguments, with its condition. */
    private final class Finder extends RexVisitorImpl<Void> {
        private final RexNode condition;
        private final Set<RexNode> evaluated;

        /** @param evaluated calls that come before wherever the condition is true */
        Finder(RexNode condition, Set<RexNode> evaluated) {
            super(true);
            this.condition = condition;
            this.evaluated = evaluated;
        }

        @Override
        public Void visitCall(RexCall call) {
            if (call.getKind() == SqlKind.CASE) {
                visitCase(call);
            } else {
                super.visitCall(call);
            }
            if (PythonCallFinder.isPython(call) && !evaluated.contains(call)) {
                note(call);
            }
            return null;
        }

        @Override
        public Void visitLambda(RexLambda lambda) {
            return null;
        }

        /** Null if there are several conditions, none of which is TRUE. */
        private void note(RexCall call) {
            boolean known = conditions.containsKey(call);
            var before = conditions.get(call);
            if (!known || condition.isAlwaysTrue()) {
                conditions.put(call, condition);
            } else if (!condition.equals(before) && (before == null || !before.isAlwaysTrue())) {
                conditions.put(call, null);
            }
        }

        private void visitCase(RexCall call) {
            var operands = call.getOperands();
            operands.get(0).accept(this);
            var before = new LinkedHashSet<>(evaluated);
            before.addAll(PythonCallFinder.unconditionalIn(operands.get(0)));
            for (int i = 1; i < operands.size(); i++) {
                operands.get(i).accept(new Finder(both(condition, reached(operands, i)), before));
                if (i % 2 == 0) {
                    before.addAll(PythonCallFinder.unconditionalIn(operands.get(i)));
                }
            }
        }

        /**
         * Returns the condition under which CASE evaluates an operand: the same CASE with TRUE for it and FALSE before
         * it.
         */
        private RexNode reached(List<RexNode> operands, int place) {
            var branches = new ArrayList<RexNode>();
            boolean isThen = place % 2 == 1 && place < operands.size() - 1;
            for (int when = 0; when < place - 1; when += 2) {
                branches.add(operands.get(when));
                branches.add(builder.makeLiteral(false));
            }
            if (isThen) {
                branches.add(operands.get(place - 1));
                branches.add(builder.makeLiteral(true));
            }
            branches.add(builder.makeLiteral(!isThen));
            return builder.makeCall(SqlStdOperatorTable.CASE, branches);
        }

        private RexNode both(RexNode first, RexNode second) {
            return first.isAlwaysTrue()
                    ? second
                    : builder.makeCall(SqlStdOperatorTable.CASE, first, second, builder.makeLiteral(false));
        }
    }
}
