package org.pythonwasm.translator.bytecode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Where a method of any length is cut into consecutive segments that are short enough. A cut lies where the operand stack is
 * empty, and no jump that carries values on the stack crosses it; among such places, where the fewest jumps cross: each
 * costs time when it is taken.
 */
final class MethodPartition {
    /** A loop that crosses a cut does so in each round. */
    private static final int WEIGHT_OF_LOOPS = 8;
    private static final int FORBIDDEN = 1 << 24;

    private final Flow flow;
    private final int[] offsets;
    private final int[] crossings;
    private final BitSet unsaved;

    private MethodPartition(Flow flow, int[] offsets, BitSet unsaved) {
        this.flow = flow;
        this.offsets = offsets;
        this.crossings = new int[flow.length() + 1];
        this.unsaved = unsaved;
        countCrossings();
    }

    /**
     * Beginnings of the segments, 0 first, and the method's end last.
     *
     * @param unsaved local variables whose values cannot pass from one segment to another
     * @param length of a segment, in bytes, where the code allows it
     */
    static int[] cut(Flow flow, int[] offsets, BitSet unsaved, int length) {
        return new MethodPartition(flow, offsets, unsaved).cut(length);
    }

    /** Instructions that a segment is entered at from another one, by segment, ascending. */
    static List<List<Integer>> entries(Flow flow, int[] cuts) {
        var entries = new ArrayList<TreeSet<Integer>>();
        for (int i = 0; i < cuts.length - 1; i++) {
            entries.add(new TreeSet<>());
        }
        entries.get(0).add(0);
        for (int i = 0; i < flow.length(); i++) {
            int from = segment(cuts, i);
            for (int target : flow.isReached(i) ? flow.jumps(i) : new int[0]) {
                if (segment(cuts, target) != from) {
                    entries.get(segment(cuts, target)).add(target);
                }
            }
            if (flow.fallsThrough(i) && segment(cuts, i + 1) != from) {
                entries.get(from + 1).add(i + 1);
            }
        }
        return entries.stream().map(List::copyOf).toList();
    }

    static int segment(int[] cuts, int index) {
        int found = Arrays.binarySearch(cuts, index);
        return found >= 0 ? found : -found - 2;
    }

    private void countCrossings() {
        int[] change = new int[flow.length() + 2];
        for (int i = 0; i < flow.length(); i++) {
            for (int target : flow.isReached(i) ? flow.jumps(i) : new int[0]) {
                int weight = !mayEnter(target) ? FORBIDDEN : target <= i ? WEIGHT_OF_LOOPS : 1;
                change[Math.min(i, target) + 1] += weight;
                change[Math.max(i, target) + 1] -= weight;
            }
        }
        int sum = 0;
        for (int i = 0; i < crossings.length; i++) {
            sum += change[i];
            crossings[i] = sum;
        }
    }

    private int[] cut(int length) {
        var cuts = new ArrayList<Integer>(List.of(0));
        int start = 0;
        while (offsets[flow.length()] - offsets[start] > length) {
            int next = bestCut(start, length);
            if (next < 0) {
                break;
            }
            cuts.add(next);
            start = next;
        }
        cuts.add(flow.length());
        return cuts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** In the second half of what may be taken; behind it only where there is no other. */
    private int bestCut(int start, int length) {
        int best = -1;
        for (int i = start + 1; i < flow.length(); i++) {
            int bytes = offsets[i] - offsets[start];
            if (bytes > length && best >= 0) {
                return best;
            }
            if (bytes >= length / 2 && mayEnter(i) && crossings[i] < FORBIDDEN
                    && (best < 0 || crossings[i] <= crossings[best])) {
                best = i;
            }
        }
        return best;
    }

    private boolean mayEnter(int index) {
        return flow.isSeam(index) && !flow.live(index).intersects(unsaved);
    }
}
