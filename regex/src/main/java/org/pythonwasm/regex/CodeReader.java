package org.pythonwasm.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the code that {@code re} makes for {@code _sre}. It comes out of a guest's memory, so each length, jump, set and group is
 * checked; what is not as {@code re} writes it, or not compiled, is {@link NotCompiled}.
 */
final class CodeReader {
    /** The pattern stays with the guest. */
    static final class NotCompiled extends Exception {
        private static final long serialVersionUID = 1L;

        NotCompiled(String reason) {
            super(reason, null, false, false);
        }
    }

    private static final int DEEPEST = 64;
    /** An operator that does not take part in the code: the sequence ends at the end of the range. */
    private static final int NOWHERE = -1;

    private final int[] code;
    private final int groups;
    private int marks;
    private int depth;
    /** Operators read; code that was made so that they are read again and again has a bound. */
    private int steps;

    private CodeReader(int[] code, int groups) {
        this.code = code;
        this.groups = groups;
    }

    static Pattern read(int[] code, int groups) throws NotCompiled {
        return new CodeReader(code, groups).pattern();
    }

    private Pattern pattern() throws NotCompiled {
        int last = code.length - 1;
        require(last >= 0 && code[last] == Opcode.SUCCESS, "no SUCCESS at the end");
        int at = 0;
        int min = 0;
        int[] prefix = {};
        int skip = 0;
        boolean literal = false;
        CharSet charset = null;
        if (code[0] == Opcode.INFO) {
            int end = skip(1, last);
            require(end >= 5, "INFO too short");
            int flags = code[2];
            min = code[3];
            require(min >= 0, "a negative length");
            if ((flags & Opcode.INFO_PREFIX) != 0) {
                int length = word(5, end);
                skip = word(6, end);
                require(length >= 0 && length <= end - 7 && skip >= 0 && skip <= length, "prefix outside of INFO");
                prefix = Arrays.copyOfRange(code, 7, 7 + length);
                literal = (flags & Opcode.INFO_LITERAL) != 0;
            } else if ((flags & Opcode.INFO_CHARSET) != 0) {
                charset = CharSet.of(set(5, end), CharSet.Fold.NONE);
            }
            at = end;
        }
        List<Node> nodes = sequence(at, last);
        for (int i = 0; i < skip; i++) {
            require(
                    i < nodes.size() && nodes.get(i) instanceof Node.Literal one && one.value() == prefix[i],
                    "a prefix that is none");
        }
        return new Pattern(nodes, min, prefix, skip, literal, charset, marks);
    }

    private static void require(boolean holds, String otherwise) throws NotCompiled {
        if (!holds) {
            throw new NotCompiled(otherwise);
        }
    }

    private int word(int at, int end) throws NotCompiled {
        require(at < end, "code ends in an operator");
        return code[at];
    }

    /** Where the skip at that place leads, within the range. */
    private int skip(int at, int end) throws NotCompiled {
        int skip = word(at, end);
        require(skip >= 1 && skip <= end - at, "a skip out of the code");
        return at + skip;
    }

    /** The operators from a place to the end of the range, exactly. */
    private List<Node> sequence(int from, int end) throws NotCompiled {
        require(++depth <= DEEPEST, "nested too deep");
        var nodes = new ArrayList<Node>();
        int at = from;
        while (at < end) {
            at = one(at, end, nodes);
        }
        require(at == end, "an operator over the end");
        depth--;
        return nodes;
    }

    private int one(int at, int end, List<Node> nodes) throws NotCompiled {
        require(++steps <= 16 * code.length, "too many steps");
        int op = code[at];
        switch (op) {
            case Opcode.FAILURE:
                nodes.add(new Node.Failure());
                return at + 1;
            case Opcode.MARK:
                nodes.add(new Node.Mark(mark(word(at + 1, end))));
                return at + 2;
            case Opcode.AT:
                nodes.add(new Node.At(position(word(at + 1, end))));
                return at + 2;
            case Opcode.BRANCH:
                return branch(at + 1, end, nodes);
            case Opcode.REPEAT_ONE:
                return repeatOne(Node.Greed.MAX, at + 1, end, nodes);
            case Opcode.MIN_REPEAT_ONE:
                return repeatOne(Node.Greed.MIN, at + 1, end, nodes);
            case Opcode.POSSESSIVE_REPEAT_ONE:
                return repeatOne(Node.Greed.POSSESSIVE, at + 1, end, nodes);
            case Opcode.REPEAT, Opcode.POSSESSIVE_REPEAT:
                return repeat(op, at + 1, end, nodes);
            case Opcode.ATOMIC_GROUP: {
                int after = skip(at + 1, end);
                nodes.add(new Node.Atomic(body(at + 2, after)));
                return after;
            }
            case Opcode.ASSERT, Opcode.ASSERT_NOT: {
                int after = skip(at + 1, end);
                int back = word(at + 2, end);
                require(back >= 0, "looks back too far");
                nodes.add(new Node.Assert(op == Opcode.ASSERT_NOT, back, body(at + 3, after)));
                return after;
            }
            case Opcode.GROUPREF:
                nodes.add(new Node.GroupRef(group(word(at + 1, end)), CharSet.Fold.NONE));
                return at + 2;
            case Opcode.GROUPREF_IGNORE:
                nodes.add(new Node.GroupRef(group(word(at + 1, end)), CharSet.Fold.ASCII));
                return at + 2;
            case Opcode.GROUPREF_UNI_IGNORE:
                nodes.add(new Node.GroupRef(group(word(at + 1, end)), CharSet.Fold.UNICODE));
                return at + 2;
            case Opcode.GROUPREF_EXISTS:
                return exists(at + 1, end, nodes);
            default:
                return character(at, end, nodes);
        }
    }

    private int character(int at, int end, List<Node> nodes) throws NotCompiled {
        if (code[at] == Opcode.LITERAL) {
            int value = word(at + 1, end);
            nodes.add(new Node.Literal(value, CharSet.literal(value, false, CharSet.Fold.NONE)));
        } else {
            nodes.add(new Node.One(characters(at, end)));
        }
        return afterCharacter(at, end);
    }

    private int afterCharacter(int at, int end) throws NotCompiled {
        return switch (code[at]) {
            case Opcode.ANY, Opcode.ANY_ALL -> at + 1;
            case Opcode.IN, Opcode.IN_IGNORE, Opcode.IN_UNI_IGNORE -> skip(at + 1, end);
            default -> at + 2;
        };
    }

    /** The characters that an operator for one character takes. */
    private CharSet characters(int at, int end) throws NotCompiled {
        require(at < end, "no operator to repeat");
        int op = code[at];
        switch (op) {
            case Opcode.ANY:
                return CharSet.literal('\n', true, CharSet.Fold.NONE);
            case Opcode.ANY_ALL:
                return CharSet.of(new int[] {Opcode.NEGATE, Opcode.FAILURE}, CharSet.Fold.NONE);
            case Opcode.LITERAL, Opcode.NOT_LITERAL:
                return CharSet.literal(word(at + 1, end), op == Opcode.NOT_LITERAL, CharSet.Fold.NONE);
            case Opcode.LITERAL_IGNORE, Opcode.NOT_LITERAL_IGNORE:
                return CharSet.literal(word(at + 1, end), op == Opcode.NOT_LITERAL_IGNORE, CharSet.Fold.ASCII);
            case Opcode.LITERAL_UNI_IGNORE, Opcode.NOT_LITERAL_UNI_IGNORE:
                return CharSet.literal(word(at + 1, end), op == Opcode.NOT_LITERAL_UNI_IGNORE, CharSet.Fold.UNICODE);
            case Opcode.CATEGORY:
                return CharSet.of(
                        new int[] {Opcode.CATEGORY, category(word(at + 1, end)), Opcode.FAILURE}, CharSet.Fold.NONE);
            case Opcode.IN:
                return CharSet.of(set(at + 2, skip(at + 1, end)), CharSet.Fold.NONE);
            case Opcode.IN_IGNORE:
                return CharSet.of(set(at + 2, skip(at + 1, end)), CharSet.Fold.ASCII);
            case Opcode.IN_UNI_IGNORE:
                return CharSet.of(set(at + 2, skip(at + 1, end)), CharSet.Fold.UNICODE);
            default:
                throw new NotCompiled("operator " + op);
        }
    }

    /** A set's code with the FAILURE that ends it, at the end of the range exactly. */
    private int[] set(int from, int end) throws NotCompiled {
        int at = from;
        while (at < end - 1) {
            switch (code[at++]) {
                case Opcode.NEGATE:
                    break;
                case Opcode.LITERAL:
                    at++;
                    break;
                case Opcode.RANGE, Opcode.RANGE_UNI_IGNORE:
                    at += 2;
                    break;
                case Opcode.CATEGORY:
                    category(word(at, end - 1));
                    at++;
                    break;
                case Opcode.CHARSET:
                    at += CharSet.LOW / Integer.SIZE;
                    break;
                case Opcode.BIGCHARSET:
                    at = bigSet(at, end - 1);
                    break;
                default:
                    throw new NotCompiled("operator " + code[at - 1] + " in a set");
            }
        }
        require(at == end - 1 && code[at] == Opcode.FAILURE, "a set without an end");
        return Arrays.copyOfRange(code, from, end);
    }

    private int bigSet(int at, int end) throws NotCompiled {
        int blocks = word(at, end);
        int table = at + 1;
        require(
                blocks >= 1 && blocks <= CharSet.LOW && CharSet.LOW / Integer.BYTES <= end - table,
                "a table out of its set");
        for (int i = 0; i < CharSet.LOW; i++) {
            require((code[table + i / 4] >> 8 * (i % 4) & 0xff) < blocks, "a block out of its set");
        }
        return table + CharSet.LOW / Integer.BYTES + blocks * (CharSet.LOW / Integer.SIZE);
    }

    private static int category(int category) throws NotCompiled {
        require(category >= 0 && category <= 17 && category != 8 && category != 9, "category");
        return category;
    }

    private static int position(int position) throws NotCompiled {
        require(position >= 0 && position <= 11 && position != 8 && position != 9, "position");
        return position;
    }

    private int mark(int number) throws NotCompiled {
        require(number >= 0 && number < 2 * groups, "a mark of no group");
        marks = Math.max(marks, number + 1);
        return number;
    }

    private int group(int number) throws NotCompiled {
        require(number >= 0 && number < groups, "no such group");
        marks = Math.max(marks, 2 * number + 2);
        return number;
    }

    /** What ends with SUCCESS just before that place. */
    private List<Node> body(int from, int after) throws NotCompiled {
        require(after - 1 >= from && code[after - 1] == Opcode.SUCCESS, "a part without SUCCESS");
        return sequence(from, after - 1);
    }

    private int branch(int from, int end, List<Node> nodes) throws NotCompiled {
        var alternatives = new ArrayList<List<Node>>();
        int target = NOWHERE;
        int at = from;
        while (word(at, end) != 0) {
            int next = skip(at, end);
            require(next - 2 >= at + 1 && code[next - 2] == Opcode.JUMP, "an alternative without JUMP");
            alternatives.add(sequence(at + 1, next - 2));
            int jump = skip(next - 1, end);
            require(target == NOWHERE || target == jump, "alternatives that go on in several places");
            target = jump;
            at = next;
        }
        require(at + 1 == target, "alternatives that go on elsewhere");
        nodes.add(new Node.Branch(alternatives));
        return target;
    }

    private int repeatOne(Node.Greed greed, int at, int end, List<Node> nodes) throws NotCompiled {
        int after = skip(at, end);
        int item = at + 3;
        require(after - 1 > item && code[after - 1] == Opcode.SUCCESS, "a repeat without SUCCESS");
        int min = code[at + 1];
        int max = code[at + 2];
        require(min >= 0 && max >= min, "bounds of a repeat");
        CharSet set = characters(item, after - 1);
        require(afterCharacter(item, after - 1) == after - 1, "a repeat of more than a character");
        nodes.add(new Node.RepeatOne(greed, min, max, set));
        return after;
    }

    private int repeat(int op, int at, int end, List<Node> nodes) throws NotCompiled {
        // The skip leads to the operator that ends it.
        int last = skip(at, end);
        int item = at + 3;
        require(last >= item && last < end, "a repeat out of the code");
        int min = code[at + 1];
        int max = code[at + 2];
        require(min >= 0 && max >= min, "bounds of a repeat");
        Node.Greed greed;
        if (op == Opcode.POSSESSIVE_REPEAT) {
            require(code[last] == Opcode.SUCCESS, "a repeat without SUCCESS");
            greed = Node.Greed.POSSESSIVE;
        } else {
            require(code[last] == Opcode.MAX_UNTIL || code[last] == Opcode.MIN_UNTIL, "a repeat without UNTIL");
            greed = code[last] == Opcode.MAX_UNTIL ? Node.Greed.MAX : Node.Greed.MIN;
        }
        nodes.add(new Node.Repeat(greed, min, max, sequence(item, last)));
        return last + 1;
    }

    private int exists(int at, int end, List<Node> nodes) throws NotCompiled {
        int group = group(word(at, end));
        // Relative to the group, whose place is before that of the skip.
        int skip = word(at + 1, end);
        require(skip >= 2 && skip <= end - at, "a skip out of the code");
        int no = at + skip;
        int yes = at + 2;
        boolean both = no - 2 >= yes && endsInJump(yes, no);
        if (!both) {
            nodes.add(new Node.GroupExists(group, sequence(yes, no), List.of()));
            return no;
        }
        int after = skip(no - 1, end);
        nodes.add(new Node.GroupExists(group, sequence(yes, no - 2), sequence(no, after)));
        return after;
    }

    /** Whether the operators of a range are followed by a JUMP at its end; its last words alone might be something else's. */
    private boolean endsInJump(int from, int to) {
        if (code[to - 2] != Opcode.JUMP) {
            return false;
        }
        int before = depth;
        int marksBefore = marks;
        try {
            sequence(from, to - 2);
            return true;
        } catch (NotCompiled e) {
            return false;
        } finally {
            depth = before;
            marks = marksBefore;
        }
    }
}
