package org.pythonwasm.translator.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Shortens a method that HotSpot would never compile, or only late, to one that it compiles: whole regions become separate methods,
 * largest first, until the rest is short enough.
 *
 * <p>No compiler of HotSpot takes a method over 8,000 bytes. Its first one, which runs soon, also fails where a method needs too many
 * virtual registers, and each access of the memory needs about a hundred of 10,000; the JVM interprets such a method until the second
 * compiler has done it. So an access counts as {@link #ACCESS} bytes more. (Half of the accesses per method make programs 2 % slower,
 * all of them 3 %.)
 *
 * <p>A region is entered at its first instruction only, with nothing on the operand stack; it may be left to several
 * places. {@link Region} finds regions, {@link OutlinedRegion} moves one.
 */
public final class Outliner {
    /** With the bytes of an access itself, 95 of them are as much as the longest method has. */
    static final int ACCESS = 75;
    /** A part has additional code at its border; it, too, must stay under HotSpot's limit. */
    private static final int LONGEST_REGION = 7_000;

    private static final int SHORTEST_REGION = 300;

    private final MethodNode method;
    private final String owner;
    private final int limit;
    private final List<MethodNode> parts = new ArrayList<>();

    private Outliner(MethodNode method, String owner, int limit) {
        this.method = method;
        this.owner = owner;
        this.limit = limit;
    }

    /**
     * Returns the parts that were cut off; empty if the method is short enough already. A method without suitable
     * regions stays too long.
     *
     * @param limit of the method's bytes and the cost of its accesses
     */
    public static List<MethodNode> shorten(MethodNode method, String owner, int limit) {
        var outliner = new Outliner(method, owner, limit);
        while (last(costs(method)) > limit && outliner.cutLargest()) {
            continue;
        }
        return outliner.parts;
    }

    private boolean cutLargest() {
        Flow flow = Flow.of(method, owner);
        int[] costs = costs(method);
        int excess = last(costs) - limit;
        Region best = null;
        for (Region region : Region.candidates(flow, costs, SHORTEST_REGION, LONGEST_REGION)) {
            if (best == null || gain(region, costs, excess) > gain(best, costs, excess)) {
                best = region;
            }
        }
        if (best == null || gain(best, costs, excess) <= 0) {
            return false;
        }
        parts.add(new OutlinedRegion(flow, best, "region_" + parts.size() + "_" + method.name).move());
        return true;
    }

    /**
     * Returns the cost that leaves the method, less that of the border; what leaves beyond the needed counts little.
     */
    private static int gain(Region region, int[] costs, int excess) {
        int cost = costs[region.end()] - costs[region.start()];
        int border = 40
                + 6 * region.parameters().size()
                + 12 * region.results().size()
                + 8 * region.exits().size();
        return Math.min(cost, excess + 1_000) - 6 * border;
    }

    /** Returns what is in front of each instruction, and at the end what all cost. */
    private static int[] costs(MethodNode method) {
        int[] costs = offsets(method);
        int accesses = 0;
        int index = 0;
        for (AbstractInsnNode node : method.instructions) {
            costs[index++] += accesses * ACCESS;
            accesses += isAccess(node) ? 1 : 0;
        }
        costs[index] += accesses * ACCESS;
        return costs;
    }

    /** Written out, or a call of the method that does it, which every compiler puts in its place. */
    private static boolean isAccess(AbstractInsnNode node) {
        return node instanceof MethodInsnNode call
                && (call.owner.equals("java/lang/invoke/VarHandle")
                        || call.name.startsWith("memoryRead")
                        || call.name.startsWith("memoryWrite"));
    }

    /** Returns the largest possible offset of each instruction, and at the end the length of all. */
    static int[] offsets(MethodNode method) {
        var evaluator = new CodeSizeEvaluator(new MethodVisitor(Opcodes.ASM9) {});
        int[] offsets = new int[method.instructions.size() + 1];
        int index = 0;
        for (AbstractInsnNode node : method.instructions) {
            offsets[index++] = evaluator.getMaxSize();
            node.accept(evaluator);
        }
        offsets[index] = evaluator.getMaxSize();
        return offsets;
    }

    /** Returns the bytes of a method. */
    public static int size(MethodNode method) {
        return last(offsets(method));
    }

    private static int last(int[] numbers) {
        return numbers[numbers.length - 1];
    }
}
