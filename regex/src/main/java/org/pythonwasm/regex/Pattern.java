package org.pythonwasm.regex;

import java.util.List;

/**
 * A pattern, checked.
 *
 * @param min characters that a match has at least
 * @param prefix characters that each match begins with; empty where none are known
 * @param prefixSkip how many of them need no comparison after that
 * @param literal whether the pattern is its prefix
 * @param charset characters that each match begins with, or null
 * @param marks the marks that the nodes set
 */
record Pattern(List<Node> nodes, int min, int[] prefix, int prefixSkip, boolean literal, CharSet charset, int marks) {

    /** Whether nothing more needs to be searched when it does not match at the start. */
    boolean isAnchored() {
        return !nodes.isEmpty()
                && nodes.get(0) instanceof Node.At at
                && (at.position() == Opcode.AT_BEGINNING || at.position() == Opcode.AT_BEGINNING_STRING);
    }
}
