package org.pythonwasm.regex;

import static org.objectweb.asm.Opcodes.*;
import static org.pythonwasm.regex.PartWriter.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/**
 * Makes blocks of a pattern. They do what {@code _sre}'s machine does, with one stack of what is still to be tried in place of its
 * contexts: a failure takes the uppermost entry and goes on there. As in that machine, marks are saved in loops only, and what a
 * look-ahead or an atomic group has left to try is dropped when it has matched.
 *
 * <p>What is left out cannot be seen from outside: attempts at places where the next character shows that they fail.
 */
final class Emitter {
    /** A block is cut before it is larger. */
    private static final int LARGE = 1_000;
    /** Longer distances are as good as this one: no text is as long. */
    private static final int FAR = Integer.MAX_VALUE;

    private final Pattern pattern;
    private final int charSize;
    private final boolean marked;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<CharSet, Integer> sets = new LinkedHashMap<>();
    private Block current;
    private int slots;

    Emitter(Pattern pattern, int charSize) {
        this.pattern = pattern;
        this.charSize = charSize;
        this.marked = pattern.marks() > 0;
        if (pattern.prefix().length != 0) {
            number(CharSet.literal(pattern.prefix()[0], false, CharSet.Fold.NONE));
        }
    }

    List<Block> blocks() {
        return blocks;
    }

    CharSet[] sets() {
        return sets.keySet().toArray(CharSet[]::new);
    }

    int slots() {
        return slots;
    }

    void emit() {
        // A search that has found the prefix begins with the block behind it, which is always the second.
        var prefix = new Block();
        var rest = new Block();
        place(new Block());
        go(prefix);
        place(rest);
        sequence(pattern.nodes().subList(pattern.prefixSkip(), pattern.nodes().size()), null, false);
        end();
        place(prefix);
        sequence(pattern.nodes().subList(0, pattern.prefixSkip()), null, false);
        go(rest);
    }

    private void end() {
        current.add(40, w -> {
            Label advanced = new Label();
            w.run();
            w.code.visitFieldInsn(GETFIELD, RUN, "mustAdvance", "Z");
            w.jump(IFEQ, advanced);
            w.get(PTR);
            w.run();
            w.code.visitFieldInsn(GETFIELD, RUN, "start", "I");
            w.jump(IF_ICMPEQ, w.fail);
            w.label(advanced);
            Label whole = new Label();
            w.run();
            w.code.visitFieldInsn(GETFIELD, RUN, "full", "Z");
            w.jump(IFEQ, whole);
            w.get(PTR);
            w.get(END);
            w.jump(IF_ICMPNE, w.fail);
            w.label(whole);
            w.leaveFor(Program.SUCCESS);
        });
        current.close();
    }

    private CharSetNumber number(CharSet set) {
        sets.putIfAbsent(set, sets.size());
        return new CharSetNumber(sets.get(set));
    }

    private void place(Block block) {
        block.place(blocks.size());
        blocks.add(block);
        current = block;
    }

    private void go(Block target) {
        current.add(8, w -> w.go(target));
        current.close();
    }

    private void fail() {
        current.add(3, PartWriter::fail);
        current.close();
    }

    private int slots(int count) {
        slots += count;
        return slots - count;
    }

    private void sequence(List<Node> nodes, CharSet after, boolean repeated) {
        CharSet[] firsts = Firsts.of(nodes, after);
        for (int i = 0; i < nodes.size(); i++) {
            if (current.weight() > LARGE || current.isClosed()) {
                place(new Block());
            }
            if (nodes.get(i) instanceof Node.Literal) {
                i = literals(nodes, i);
            } else {
                node(nodes.get(i), firsts[i + 1], repeated);
            }
        }
        if (current.isClosed()) {
            place(new Block());
        }
    }

    /** Returns the last of those that stand together. */
    private int literals(List<Node> nodes, int first) {
        int last = first;
        while (last + 1 < nodes.size() && last - first < 31 && nodes.get(last + 1) instanceof Node.Literal) {
            last++;
        }
        int count = last - first + 1;
        List<Node> literals = nodes.subList(first, last + 1);
        current.add(12 + 24 * count, w -> {
            w.get(END);
            w.get(PTR);
            w.code.visitInsn(ISUB);
            w.constant(count * charSize);
            w.jump(IF_ICMPLT, w.fail);
            for (Node literal : literals) {
                w.character();
                w.constant(((Node.Literal) literal).value());
                w.jump(IF_ICMPNE, w.fail);
                w.add(PTR, charSize);
            }
        });
        return last;
    }

    private void node(Node node, CharSet after, boolean repeated) {
        if (node instanceof Node.One one) {
            CharSetNumber set = number(one.set());
            current.add(30, w -> {
                w.require(set, w.fail);
                w.add(PTR, charSize);
            });
        } else if (node instanceof Node.Mark mark) {
            mark(mark.number());
        } else if (node instanceof Node.At at) {
            at(at.position());
        } else if (node instanceof Node.Branch branch) {
            branch(branch, after, repeated);
        } else if (node instanceof Node.RepeatOne repeat) {
            repeatOne(repeat, after, repeated);
        } else if (node instanceof Node.Repeat repeat) {
            switch (repeat.greed()) {
                case MAX -> maximal(repeat);
                case MIN -> minimal(repeat, repeated);
                case POSSESSIVE -> possessive(repeat);
            }
        } else if (node instanceof Node.Atomic atomic) {
            int height = slots(1);
            saveHeight(height);
            sequence(atomic.body(), null, repeated);
            cut(height);
        } else if (node instanceof Node.Assert look) {
            if (look.negated()) {
                assertNot(look, repeated);
            } else {
                assertIs(look, repeated);
            }
        } else if (node instanceof Node.GroupRef reference) {
            current.add(40, w -> {
                w.run();
                w.bytes();
                w.get(PTR);
                w.constant(reference.group());
                w.get(LASTMARK);
                w.get(END);
                w.constant(charSize);
                w.constant(reference.fold().ordinal());
                w.call("group", "(L" + RUN + ";[BIIIIII)I");
                w.set(T1);
                w.get(T1);
                w.jump(IFLT, w.fail);
                w.get(T1);
                w.set(PTR);
            });
        } else if (node instanceof Node.GroupExists exists) {
            exists(exists, after, repeated);
        } else {
            fail();
        }
    }

    private void mark(int number) {
        current.add(60, w -> {
            if ((number & 1) != 0) {
                w.constant(number / 2 + 1);
                w.set(LASTINDEX);
            }
            Label known = new Label();
            w.get(LASTMARK);
            w.constant(number);
            w.jump(IF_ICMPGE, known);
            w.code.visitVarInsn(ALOAD, MARKS);
            w.get(LASTMARK);
            w.constant(number);
            w.call("clear", "([III)V");
            w.constant(number);
            w.set(LASTMARK);
            w.label(known);
            w.code.visitVarInsn(ALOAD, MARKS);
            w.constant(number);
            w.get(PTR);
            w.code.visitInsn(IASTORE);
        });
    }

    private void at(int position) {
        current.add(30, w -> {
            if (position == Opcode.AT_BEGINNING || position == Opcode.AT_BEGINNING_STRING) {
                w.get(PTR);
                w.get(BEGINNING);
                w.jump(IF_ICMPNE, w.fail);
                return;
            }
            w.constant(position);
            w.bytes();
            w.get(PTR);
            w.get(BEGINNING);
            w.get(END);
            w.constant(charSize);
            w.call("at", "(I[BIIII)Z");
            w.jump(IFEQ, w.fail);
        });
    }

    private static final int STATE_BYTES = 110;

    /** Puts an entry onto the stack: position and marks, further variables, and where to go on. */
    private void pushState(PartWriter w, Block resume, boolean withMarks, int... more) {
        if (withMarks) {
            w.saveMarks();
        }
        w.room(more.length + (marked ? 4 : 2));
        for (int variable : more) {
            w.push(() -> w.get(variable));
        }
        w.push(() -> w.get(PTR));
        if (marked) {
            w.push(() -> w.get(LASTMARK));
            w.push(() -> w.get(LASTINDEX));
        }
        w.push(() -> w.constant(resume.number()));
    }

    private void popState(PartWriter w, boolean withMarks, int... more) {
        if (marked) {
            w.pop(LASTINDEX);
            w.pop(LASTMARK);
        }
        w.pop(PTR);
        for (int i = more.length - 1; i >= 0; i--) {
            w.pop(more[i]);
        }
        if (withMarks) {
            w.restoreMarks();
        }
    }

    private void branch(Node.Branch branch, CharSet after, boolean repeated) {
        boolean withMarks = marked && repeated;
        Block end = new Block();
        List<List<Node>> alternatives = branch.alternatives();
        for (int i = 0; i < alternatives.size(); i++) {
            boolean last = i == alternatives.size() - 1;
            CharSet first = Firsts.ofAll(alternatives.get(i), after);
            // Where the next alternative is looked at, with the state as it was or after that was restored.
            Block next = new Block();
            Block resume = new Block();
            if (first != null && !first.isEverything(charSize)) {
                CharSetNumber set = number(first);
                current.add(50, w -> {
                    Label other = new Label();
                    Label yes = new Label();
                    w.require(set, other);
                    w.jump(GOTO, yes);
                    w.label(other);
                    if (last) {
                        w.fail();
                    } else {
                        w.go(next);
                    }
                    w.label(yes);
                });
            }
            if (!last || withMarks) {
                current.add(STATE_BYTES, w -> pushState(w, resume, withMarks));
            }
            sequence(alternatives.get(i), after, repeated);
            go(end);
            if (!last || withMarks) {
                place(resume);
                current.add(STATE_BYTES, w -> popState(w, withMarks));
                if (last) {
                    fail();
                }
            }
            if (!last) {
                place(next);
            }
        }
        if (alternatives.isEmpty()) {
            fail();
        }
        place(end);
    }

    private static int distance(int characters, int charSize) {
        return characters > FAR / charSize ? FAR : characters * charSize;
    }

    private void repeatOne(Node.RepeatOne repeat, CharSet after, boolean repeated) {
        int min = distance(repeat.min(), charSize);
        int max = repeat.max() == Opcode.MAXREPEAT ? FAR : distance(repeat.max(), charSize);
        current.add(12, w -> {
            w.get(END);
            w.get(PTR);
            w.code.visitInsn(ISUB);
            w.constant(min);
            w.jump(IF_ICMPLT, w.fail);
        });
        if (repeat.greed() == Node.Greed.MIN) {
            lazy(repeat, min, max, after, repeated);
            return;
        }
        boolean all = repeat.set().isEverything(charSize);
        // T1 is the first place where the rest may begin, T2 the last.
        current.add(80, w -> {
            w.get(PTR);
            w.constant(min);
            w.code.visitInsn(IADD);
            w.set(T1);
            over(w, repeat.set(), all, max);
            w.set(T2);
            if (min > 0) {
                w.get(T2);
                w.get(T1);
                w.jump(IF_ICMPLT, w.fail);
            }
            charge(w);
            w.get(T2);
            w.set(PTR);
        });
        boolean withMarks = marked && repeated;
        if (repeat.greed() == Node.Greed.POSSESSIVE) {
            return;
        }
        if (after != null && after.isApartFrom(repeat.set(), charSize)) {
            if (withMarks) {
                restoring();
            }
            return;
        }
        Block resume = new Block();
        Block rest = new Block();
        CharSetNumber next = after == null || after.isEverything(charSize) ? null : number(after);
        current.add(40 + STATE_BYTES, w -> attempt(w, resume, rest, next, withMarks));
        go(rest);
        place(resume);
        current.add(60 + 2 * STATE_BYTES, w -> {
            popState(w, withMarks, T1);
            w.add(PTR, -charSize);
            w.get(PTR);
            w.get(T1);
            w.jump(IF_ICMPLT, w.fail);
            attempt(w, resume, rest, next, withMarks);
        });
        place(rest);
    }

    /** Tries the rest at ptr, or before it where its first character is, but not before T1. */
    private void attempt(PartWriter w, Block resume, Block rest, CharSetNumber next, boolean withMarks) {
        if (next != null) {
            w.bytes();
            w.get(PTR);
            w.get(T1);
            w.get(END);
            w.set(next);
            w.call("back" + charSize, "([BIIIL" + SET + ";)I");
            w.set(PTR);
            w.get(PTR);
            w.jump(IFLT, w.fail);
        }
        Label last = new Label();
        if (!withMarks) {
            w.get(PTR);
            w.get(T1);
            w.jump(IF_ICMPEQ, last);
        }
        pushState(w, resume, withMarks, T1);
        w.label(last);
    }

    /** Where the characters of the set end, from ptr on, after that distance at most. */
    private void over(PartWriter w, CharSet set, boolean all, int max) {
        Label limited = new Label();
        Label known = new Label();
        if (!all) {
            w.run();
            w.bytes();
            w.get(PTR);
        }
        if (max == FAR) {
            w.get(END);
        } else {
            w.get(END);
            w.get(PTR);
            w.code.visitInsn(ISUB);
            w.constant(max);
            w.jump(IF_ICMPGT, limited);
            w.get(END);
            w.jump(GOTO, known);
            w.label(limited);
            w.get(PTR);
            w.constant(max);
            w.code.visitInsn(IADD);
            w.label(known);
        }
        if (!all) {
            w.set(number(set));
            w.call("over" + charSize, "(L" + RUN + ";[BIIL" + SET + ";)I");
        }
    }

    /** Long scans take some of the steps until the next pause. */
    private static void charge(PartWriter w) {
        w.get(LEFT);
        w.get(T2);
        w.get(PTR);
        w.code.visitInsn(ISUB);
        w.constant(5);
        w.code.visitInsn(ISHR);
        w.code.visitInsn(ISUB);
        w.set(LEFT);
    }

    /** A failure of what follows leaves the marks as they are now. */
    private void restoring() {
        Block resume = new Block();
        Block rest = new Block();
        current.add(STATE_BYTES, w -> pushState(w, resume, true));
        go(rest);
        place(resume);
        current.add(STATE_BYTES, w -> popState(w, true));
        fail();
        place(rest);
    }

    private void lazy(Node.RepeatOne repeat, int min, int max, CharSet after, boolean repeated) {
        boolean withMarks = marked && repeated;
        CharSetNumber set = number(repeat.set());
        current.add(110, w -> {
            if (min > 0) {
                w.get(PTR);
                w.set(T1);
                over(w, repeat.set(), repeat.set().isEverything(charSize), min);
                w.set(T2);
                w.get(T2);
                w.get(T1);
                w.code.visitInsn(ISUB);
                w.constant(min);
                w.jump(IF_ICMPLT, w.fail);
                charge(w);
                w.get(T2);
                w.set(PTR);
            }
            // T1 is the last place where the rest may begin.
            w.constant(FAR);
            w.set(T1);
            if (max != FAR) {
                Label far = new Label();
                w.get(END);
                w.get(PTR);
                w.code.visitInsn(ISUB);
                w.constant(max - min);
                w.jump(IF_ICMPLE, far);
                w.get(PTR);
                w.constant(max - min);
                w.code.visitInsn(IADD);
                w.set(T1);
                w.label(far);
            }
        });
        Block resume = new Block();
        Block rest = new Block();
        CharSetNumber next = after == null || after.isEverything(charSize) ? null : number(after);
        current.add(40 + STATE_BYTES, w -> lazyAttempt(w, resume, set, next, withMarks));
        go(rest);
        place(resume);
        current.add(100 + 2 * STATE_BYTES, w -> {
            popState(w, withMarks, T1);
            w.require(set, w.fail);
            w.add(PTR, charSize);
            w.get(PTR);
            w.get(T1);
            w.jump(IF_ICMPGT, w.fail);
            lazyAttempt(w, resume, set, next, withMarks);
        });
        place(rest);
    }

    private void lazyAttempt(PartWriter w, Block resume, CharSetNumber set, CharSetNumber next, boolean withMarks) {
        if (next != null) {
            w.run();
            w.bytes();
            w.get(PTR);
            w.get(T1);
            w.get(END);
            w.set(set);
            w.set(next);
            w.call("lazy" + charSize, "(L" + RUN + ";[BIIIL" + SET + ";L" + SET + ";)I");
            w.set(T2);
            w.get(T2);
            w.jump(IFLT, w.fail);
            charge(w);
            w.get(T2);
            w.set(PTR);
        }
        pushState(w, resume, withMarks, T1);
    }

    private void maximal(Node.Repeat repeat) {
        int count = slots(2);
        int lastPlace = count + 1;
        Block body = new Block();
        Block until = new Block();
        Block resume = new Block();
        Block tail = new Block();
        beginRepeat(count, until);
        place(body);
        sequence(repeat.body(), null, true);
        place(until);
        takeMinimum(repeat, count, body);
        CharSet first = Firsts.ofAll(repeat.body(), null);
        CharSetNumber next = first == null || first.isEverything(charSize) ? null : number(first);
        current.add(130 + STATE_BYTES, w -> {
            Label enough = new Label();
            Label another = new Label();
            if (repeat.max() != Opcode.MAXREPEAT) {
                w.get(T1);
                w.constant(repeat.max());
                w.jump(IF_ICMPGE, enough);
            }
            w.get(PTR);
            w.getSlot(lastPlace);
            w.jump(IF_ICMPEQ, enough);
            if (next != null) {
                w.require(next, enough);
            }
            w.jump(GOTO, another);
            w.label(enough);
            w.go(tail);
            w.label(another);
            w.getSlot(lastPlace);
            w.set(T2);
            w.setSlot(count, () -> w.get(T1));
            w.setSlot(lastPlace, () -> w.get(PTR));
            pushState(w, resume, marked, T1, T2);
        });
        go(body);
        place(resume);
        current.add(30 + STATE_BYTES, w -> {
            popState(w, marked, T1, T2);
            w.setSlot(lastPlace, () -> w.get(T2));
            uncount(w, count);
        });
        place(tail);
    }

    /** The repeat has counts of its own; those of an earlier one come back when this fails. */
    private void beginRepeat(int count, Block until) {
        Block undo = new Block();
        current.add(90, w -> {
            w.room(3);
            w.push(() -> w.getSlot(count));
            w.push(() -> w.getSlot(count + 1));
            w.push(() -> w.constant(undo.number()));
            w.setSlot(count, () -> w.constant(-1));
            w.setSlot(count + 1, () -> w.constant(0));
        });
        go(until);
        place(undo);
        current.add(40, w -> {
            w.pop(T2);
            w.pop(T1);
            w.setSlot(count, () -> w.get(T1));
            w.setSlot(count + 1, () -> w.get(T2));
        });
        fail();
    }

    /** Puts the count of a repeat into T1, and takes another where there are not enough. */
    private void takeMinimum(Node.Repeat repeat, int count, Block body) {
        Block undo = new Block();
        Block enough = new Block();
        if (repeat.min() == 0) {
            current.add(8, w -> count(w, count));
            return;
        }
        current.add(90, w -> {
            Label rest = new Label();
            count(w, count);
            w.get(T1);
            w.constant(repeat.min());
            w.jump(IF_ICMPGE, rest);
            w.setSlot(count, () -> w.get(T1));
            w.room(2);
            w.push(() -> w.get(T1));
            w.push(() -> w.constant(undo.number()));
            w.go(body);
            w.label(rest);
            w.go(enough);
        });
        current.close();
        place(undo);
        current.add(20, w -> {
            w.pop(T1);
            uncount(w, count);
        });
        fail();
        place(enough);
        current.add(8, w -> count(w, count));
    }

    private static void count(PartWriter w, int count) {
        w.getSlot(count);
        w.constant(1);
        w.code.visitInsn(IADD);
        w.set(T1);
    }

    private static void uncount(PartWriter w, int count) {
        w.setSlot(count, () -> {
            w.get(T1);
            w.constant(1);
            w.code.visitInsn(ISUB);
        });
    }

    private void minimal(Node.Repeat repeat, boolean repeated) {
        boolean withMarks = marked && repeated;
        int count = slots(2);
        int lastPlace = count + 1;
        Block body = new Block();
        Block until = new Block();
        Block resume = new Block();
        Block undo = new Block();
        Block tail = new Block();
        beginRepeat(count, until);
        place(body);
        sequence(repeat.body(), null, true);
        place(until);
        takeMinimum(repeat, count, body);
        current.add(STATE_BYTES, w -> pushState(w, resume, withMarks, T1));
        go(tail);
        place(resume);
        current.add(150 + STATE_BYTES, w -> {
            popState(w, withMarks, T1);
            if (repeat.max() != Opcode.MAXREPEAT) {
                w.get(T1);
                w.constant(repeat.max());
                w.jump(IF_ICMPGE, w.fail);
            }
            w.getSlot(lastPlace);
            w.set(T2);
            w.get(PTR);
            w.get(T2);
            w.jump(IF_ICMPEQ, w.fail);
            w.setSlot(count, () -> w.get(T1));
            w.room(3);
            w.push(() -> w.get(T1));
            w.push(() -> w.get(T2));
            w.push(() -> w.constant(undo.number()));
            w.setSlot(lastPlace, () -> w.get(PTR));
        });
        go(body);
        place(undo);
        current.add(40, w -> {
            w.pop(T2);
            w.pop(T1);
            w.setSlot(lastPlace, () -> w.get(T2));
            uncount(w, count);
        });
        fail();
        place(tail);
    }

    private void possessive(Node.Repeat repeat) {
        int count = slots(3);
        int height = count + 1;
        int lastPlace = count + 2;
        Block body = new Block();
        Block next = new Block();
        Block resume = new Block();
        Block tail = new Block();
        current.add(40, w -> {
            w.setSlot(count, () -> w.constant(0));
            w.setSlot(height, () -> w.get(SP));
            w.setSlot(lastPlace, () -> w.constant(0));
        });
        go(next);
        place(body);
        sequence(repeat.body(), null, true);
        cut(height);
        current.add(
                15,
                w -> w.setSlot(count, () -> {
                    w.getSlot(count);
                    w.constant(1);
                    w.code.visitInsn(IADD);
                }));
        place(next);
        current.add(120 + STATE_BYTES, w -> {
            Label enough = new Label();
            Label another = new Label();
            if (repeat.min() > 0) {
                Label minimum = new Label();
                w.getSlot(count);
                w.constant(repeat.min());
                w.jump(IF_ICMPGE, minimum);
                w.go(body);
                w.label(minimum);
            }
            if (repeat.max() != Opcode.MAXREPEAT) {
                w.getSlot(count);
                w.constant(repeat.max());
                w.jump(IF_ICMPGE, enough);
            }
            w.get(PTR);
            w.getSlot(lastPlace);
            w.jump(IF_ICMPNE, another);
            w.label(enough);
            w.go(tail);
            w.label(another);
            pushState(w, resume, marked);
            w.setSlot(lastPlace, () -> w.get(PTR));
        });
        go(body);
        place(resume);
        current.add(STATE_BYTES, w -> popState(w, marked));
        place(tail);
    }

    private void saveHeight(int slot) {
        current.add(8, w -> w.setSlot(slot, () -> w.get(SP)));
    }

    /** What was pushed since then is not tried any more. */
    private void cut(int slot) {
        current.add(8, w -> {
            w.getSlot(slot);
            w.set(SP);
        });
    }

    private void assertIs(Node.Assert look, boolean repeated) {
        int height = slots(2);
        int place = height + 1;
        int back = distance(look.back(), charSize);
        current.add(50, w -> {
            stepBack(w, back, w.fail);
            w.setSlot(height, () -> w.get(SP));
            w.setSlot(place, () -> w.get(PTR));
            w.add(PTR, -back);
        });
        sequence(look.body(), null, repeated);
        cut(height);
        current.add(8, w -> {
            w.getSlot(place);
            w.set(PTR);
        });
    }

    private static void stepBack(PartWriter w, int back, Label otherwise) {
        if (back > 0) {
            w.get(PTR);
            w.get(BEGINNING);
            w.code.visitInsn(ISUB);
            w.constant(back);
            w.jump(IF_ICMPLT, otherwise);
        }
    }

    private void assertNot(Node.Assert look, boolean repeated) {
        boolean withMarks = marked && repeated;
        int height = slots(1);
        int back = distance(look.back(), charSize);
        Block resume = new Block();
        Block after = new Block();
        current.add(60 + STATE_BYTES, w -> {
            Label no = new Label();
            Label yes = new Label();
            stepBack(w, back, no);
            w.jump(GOTO, yes);
            w.label(no);
            w.go(after);
            w.label(yes);
            w.setSlot(height, () -> w.get(SP));
            pushState(w, resume, withMarks);
            w.add(PTR, -back);
        });
        sequence(look.body(), null, repeated);
        cut(height);
        fail();
        place(resume);
        current.add(STATE_BYTES, w -> popState(w, withMarks));
        place(after);
    }

    private void exists(Node.GroupExists exists, CharSet after, boolean repeated) {
        Block no = new Block();
        Block end = new Block();
        current.add(30, w -> {
            Label yes = new Label();
            w.code.visitVarInsn(ALOAD, MARKS);
            w.constant(exists.group());
            w.get(LASTMARK);
            w.call("exists", "([III)Z");
            w.jump(IFNE, yes);
            w.go(no);
            w.label(yes);
        });
        sequence(exists.yes(), after, repeated);
        go(end);
        place(no);
        sequence(exists.no(), after, repeated);
        place(end);
    }
}
