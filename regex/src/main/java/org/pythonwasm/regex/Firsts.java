package org.pythonwasm.regex;

import java.util.List;

/**
 * Finds the characters with which a part of a pattern can begin, so that places where it cannot are passed over. Null stands for
 * what may begin with anything, or with nothing.
 */
final class Firsts {
    private Firsts() {}

    /** For each node what it and those after it begin with; one more at the end. */
    static CharSet[] of(List<Node> nodes, CharSet after) {
        CharSet[] firsts = new CharSet[nodes.size() + 1];
        firsts[nodes.size()] = after;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            firsts[i] = of(nodes.get(i), firsts[i + 1]);
        }
        return firsts;
    }

    static CharSet ofAll(List<Node> nodes, CharSet after) {
        CharSet first = after;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            first = of(nodes.get(i), first);
        }
        return first;
    }

    private static CharSet of(Node node, CharSet rest) {
        if (node instanceof Node.One one) {
            return one.set();
        }
        if (node instanceof Node.Literal literal) {
            return literal.set();
        }
        if (node instanceof Node.Mark || node instanceof Node.At || node instanceof Node.Assert) {
            return rest;
        }
        if (node instanceof Node.Branch branch) {
            CharSet all = CharSet.none();
            for (List<Node> alternative : branch.alternatives()) {
                all = union(all, ofAll(alternative, rest));
            }
            return all;
        }
        if (node instanceof Node.RepeatOne repeat) {
            return repeat.min() > 0 ? repeat.set() : union(repeat.set(), rest);
        }
        if (node instanceof Node.Repeat repeat) {
            CharSet body = ofAll(repeat.body(), rest);
            return repeat.min() > 0 ? body : union(body, rest);
        }
        if (node instanceof Node.Atomic atomic) {
            return ofAll(atomic.body(), rest);
        }
        if (node instanceof Node.GroupExists exists) {
            return union(ofAll(exists.yes(), rest), ofAll(exists.no(), rest));
        }
        return node instanceof Node.Failure ? CharSet.none() : null;
    }

    private static CharSet union(CharSet one, CharSet other) {
        return one == null || other == null ? null : one.union(other);
    }
}
