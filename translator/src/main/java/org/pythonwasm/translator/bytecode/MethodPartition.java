package org.pythonwasm.translator.bytecode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Chooses the cuts that divide a method of any length into consecutive segments that are short enough. The operand
 * stack is empty at a cut, and no jump that carries values on the stack crosses it. Among such places those are chosen
 * that the fewest jumps cross, because each crossing jump costs time when it is taken.
 */
final class MethodPartition {
    /** A loop that crosses a cut does so in each iteration. */
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
     * Returns the starts of the segments, 0 first, and the method's end last.
     *
     * @param unsaved local variables whose values cannot pass from one segment to another
     * @param length of a segment, in bytes, if the code allows it
     */
    static int[] cut(Flow flow, int[] offsets, BitSet unsaved, int length) {
        return new MethodPartition(flow, offsets, unsaved).cut(length);
    }

    /** Returns the instructions at which a segment is entered from another one, by segment, ascending. */
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

    /** Chooses a cut in the second half of the permitted range; after the range only if there is no other. */
    private int bestCut(int start, int length) {
        int best = -1;
        for (int i = start + 1; i < flow.length(); i++) {
            int bytes = offsets[i] - offsets[start];
            if (bytes > length && best >= 0) {
                return best;
            }
            if (bytes >= length / 2
                    && mayEnter(i)
                    && crossings[i] < FORBIDDEN
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
