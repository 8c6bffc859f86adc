package org.pythonwasm.regex;

import java.util.List;

/** A part of a pattern, checked. The names are those of {@code _sre}'s operators. */
sealed interface Node {
    /** One character, of a set. */
    record One(CharSet set) implements Node {}

    /** One character without folding, where its value is known. */
    record Literal(int value, CharSet set) implements Node {}

    record Mark(int number) implements Node {}

    record At(int position) implements Node {}

    record Branch(List<List<Node>> alternatives) implements Node {}

    enum Greed {
        MAX,
        MIN,
        POSSESSIVE
    }

    /** One character, several times. */
    record RepeatOne(Greed greed, int min, int max, CharSet set) implements Node {}

    record Repeat(Greed greed, int min, int max, List<Node> body) implements Node {}

    record Atomic(List<Node> body) implements Node {}

    /** Looks ahead, or back by that many characters. */
    record Assert(boolean negated, int back, List<Node> body) implements Node {}

    record GroupRef(int group, CharSet.Fold fold) implements Node {}

    record GroupExists(int group, List<Node> yes, List<Node> no) implements Node {}

    record Failure() implements Node {}
}
