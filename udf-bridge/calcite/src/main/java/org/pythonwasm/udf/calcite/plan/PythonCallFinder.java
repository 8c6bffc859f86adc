package org.pythonwasm.udf.calcite.plan;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLambda;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;

/** Examines the Python calls in an expression. Stateless. */
final class PythonCallFinder {
    private PythonCallFinder() {}

    static boolean isPython(RexNode node) {
        return node instanceof RexCall call && call.getOperator() instanceof PythonOperator;
    }

    static boolean anyIn(RexNode node) {
        return !in(node, true).isEmpty();
    }

    static boolean anyIn(Iterable<? extends RexNode> nodes) {
        return !in(nodes).isEmpty();
    }

    static Set<RexNode> in(Iterable<? extends RexNode> nodes) {
        var found = new LinkedHashSet<RexNode>();
        nodes.forEach(node -> found.addAll(in(node, true)));
        return found;
    }

    /** Returns the calls that every evaluation of the expression evaluates. */
    static Set<RexNode> unconditionalIn(RexNode node) {
        return in(node, false);
    }

    private static Set<RexNode> in(RexNode node, boolean alsoConditional) {
        var found = new LinkedHashSet<RexNode>();
        node.accept(new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitCall(RexCall call) {
                if (isPython(call)) {
                    found.add(call);
                }
                return !alsoConditional && call.getKind() == SqlKind.CASE
                        ? call.getOperands().get(0).accept(this)
                        : super.visitCall(call);
            }

            @Override
            public Void visitLambda(RexLambda lambda) {
                return alsoConditional ? lambda.getExpression().accept(this) : null;
            }
        });
        return found;
    }

    /**
     * Returns whether the expression can be evaluated apart from its surroundings: with the same result, and without a
     * value that exists only in its place.
     */
    static boolean isMovable(RexNode node) {
        boolean[] movable = {true};
        node.accept(new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitCall(RexCall call) {
                movable[0] &= call.getOperator().isDeterministic() && call.getKind() != SqlKind.DEFAULT;
                return super.visitCall(call);
            }

            @Override
            public Void visitLambda(RexLambda lambda) {
                movable[0] = false;
                return null;
            }

            @Override
            public Void visitOver(RexOver over) {
                movable[0] = false;
                return null;
            }

            @Override
            public Void visitSubQuery(RexSubQuery query) {
                movable[0] = false;
                return null;
            }
        });
        return movable[0];
    }
}
