package org.pythonwasm.jit.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.pythonwasm.jit.bytecode.CodeReader;
import org.pythonwasm.jit.bytecode.Opcode;

/** The loops of a code object, by the jumps back to their heads. */
final class Loops {
    /** What enters a loop from elsewhere is found by trying each: the work grows with the square of their number. */
    private static final int MOST = 200;

    record Loop(int head, int end) {
        boolean contains(int unit) {
            return unit >= head && unit <= end;
        }
    }

    private final List<Loop> loops = new ArrayList<>();

    Loops(CodeReader reader) throws CodeReader.NotCompiled {
        var ends = new TreeMap<Integer, Integer>();
        for (int at = 0; at < reader.units; at++) {
            if (reader.at(at) == Opcode.JUMP_BACKWARD && reader.reachable.get(at)) {
                ends.merge(reader.next(at) - reader.arguments[at], at, Math::max);
            }
        }
        if (ends.size() > MOST) {
            throw new CodeReader.NotCompiled("it has too many loops");
        }
        ends.forEach((head, end) -> loops.add(new Loop(head, end)));
    }

    /** The loop that begins at a unit and has entries behind its head; null if there is none. */
    Loop enteredWithin(int head, IntPredicate isEntry) {
        for (Loop loop : loops) {
            if (loop.head == head) {
                return IntStream.rangeClosed(head + 1, loop.end).anyMatch(isEntry) ? loop : null;
            }
        }
        return null;
    }

    /**
     * The outermost loop around a unit that is not its head; null if there is none.
     *
     * @param from the loop that it lies in; null for all of the code
     * @param which the loops that are looked at
     */
    Loop outermost(int at, Loop from, Predicate<Loop> which) {
        Loop outermost = null;
        for (Loop loop : loops) {
            boolean inner = from == null || loop != from && from.contains(loop.head) && loop.end <= from.end;
            if (inner && loop.contains(at) && loop.head != at && which.test(loop)) {
                if (outermost == null
                        || loop.head < outermost.head
                        || loop.head == outermost.head && loop.end > outermost.end) {
                    outermost = loop;
                }
            }
        }
        return outermost;
    }
}
