package org.pythonwasm.translator.bytecode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A segment of a method that can become a separate method.
 *
 * @param start index of the first instruction, the only one that is entered from outside
 * @param end index after the last instruction
 * @param parameters local variables whose values it needs
 * @param results local variables that it changes and that are read afterwards
 * @param exits indexes of the outside instructions that can follow it, including {@code end} if it falls through
 */
record Region(int start, int end, List<Integer> parameters, List<Integer> results, List<Integer> exits) {
    /** The JVM passes at most 255 slots. */
    private static final int MOST_PARAMETERS = 60;

    private static final int MOST_RESULTS = 40;
    private static final int MOST_EXITS = 40;

    /** Returns for each start the longest region within the bounds. */
    static List<Region> candidates(Flow flow, int[] offsets, int shortest, int longest) {
        int[] firstJump = new int[flow.length()];
        int[] lastJump = new int[flow.length()];
        findJumps(flow, firstJump, lastJump);
        var found = new ArrayList<Region>();
        for (int start = 0; start < flow.length(); start++) {
            if (flow.isSeam(start)) {
                int end = longestEnd(flow, offsets, start, longest, firstJump, lastJump);
                if (end > start && offsets[end] - offsets[start] >= shortest) {
                    addIfFeasible(flow, start, end, found);
                }
            }
        }
        return found;
    }

    private static void findJumps(Flow flow, int[] first, int[] last) {
        Arrays.fill(first, Integer.MAX_VALUE);
        Arrays.fill(last, -1);
        for (int i = 0; i < flow.length(); i++) {
            for (int target : flow.jumps(i)) {
                first[target] = Math.min(first[target], i);
                last[target] = Math.max(last[target], i);
            }
        }
    }

    /** Every jump to an inside instruction, except the first one, must come from inside. */
    private static int longestEnd(Flow flow, int[] offsets, int start, int longest, int[] firstJump, int[] lastJump) {
        int best = -1;
        int lastSource = -1;
        for (int end = start + 1; end <= flow.length() && offsets[end] - offsets[start] <= longest; end++) {
            int last = end - 1;
            if (last > start) {
                if (firstJump[last] < start) {
                    break;
                }
                lastSource = Math.max(lastSource, lastJump[last]);
            }
            if (lastSource < end && (!flow.fallsThrough(last) || flow.isSeam(end))) {
                best = end;
            }
        }
        return best;
    }

    private static void addIfFeasible(Flow flow, int start, int end, List<Region> found) {
        var exits = new TreeSet<Integer>();
        var used = new BitSet();
        var written = new BitSet();
        for (int i = start; i < end; i++) {
            if (flow.isReached(i)) {
                collect(flow, i, start, end, exits, used, written);
            }
        }
        var neededLater = new BitSet();
        exits.forEach(exit -> neededLater.or(flow.live(exit)));
        written.and(neededLater);
        used.or(written);
        used.and(flow.live(start));
        if (used.cardinality() <= MOST_PARAMETERS
                && written.cardinality() <= MOST_RESULTS
                && exits.size() <= MOST_EXITS
                && exits.stream().allMatch(flow::isSeam)
                && written.stream().allMatch(slot -> hasOneType(flow, slot, start, end, exits))) {
            found.add(new Region(start, end, slots(used), slots(written), List.copyOf(exits)));
        }
    }

    /** A variable may hold a value of another type elsewhere: what all exits hand over has to be of one. */
    private static boolean hasOneType(Flow flow, int slot, int start, int end, TreeSet<Integer> exits) {
        var types = exits.stream()
                .filter(exit -> flow.live(exit).get(slot))
                .map(exit -> flow.typeOf(exit, slot))
                .distinct()
                .toList();
        int store = types.get(0).getOpcode(Opcodes.ISTORE);
        return types.size() == 1
                && (!flow.live(start).get(slot) || types.get(0).equals(flow.typeOf(start, slot)))
                && IntStream.range(start, end)
                        .allMatch(i -> !(flow.node(i) instanceof VarInsnNode variable)
                                || variable.var != slot
                                || !Flow.isStore(variable)
                                || variable.getOpcode() == store);
    }

    private static void collect(
            Flow flow, int index, int start, int end, TreeSet<Integer> exits, BitSet used, BitSet written) {
        for (int target : flow.jumps(index)) {
            if (target < start || target >= end) {
                exits.add(target);
            }
        }
        if (index == end - 1 && flow.fallsThrough(index)) {
            exits.add(end);
        }
        if (flow.node(index) instanceof VarInsnNode variable) {
            used.set(variable.var);
            if (Flow.isStore(variable)) {
                written.set(variable.var);
            }
        } else if (flow.node(index) instanceof IincInsnNode increment) {
            used.set(increment.var);
            written.set(increment.var);
        }
    }

    private static List<Integer> slots(BitSet bits) {
        return bits.stream().boxed().toList();
    }
}
