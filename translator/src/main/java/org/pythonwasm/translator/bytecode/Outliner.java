package org.pythonwasm.translator.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Shortens a method that HotSpot would never compile to a length that it compiles: whole regions become separate
 * methods, largest first, until the rest is short enough.
 *
 * <p>A region is entered at its first instruction only, with nothing on the operand stack; it may be left to several
 * places. {@link Region} finds regions, {@link OutlinedRegion} moves one.
 */
public final class Outliner {
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
     */
    public static List<MethodNode> shorten(MethodNode method, String owner, int limit) {
        var outliner = new Outliner(method, owner, limit);
        while (size(method) > limit && outliner.cutLargest()) {
            continue;
        }
        return outliner.parts;
    }

    private boolean cutLargest() {
        Flow flow = Flow.of(method, owner);
        int[] offsets = offsets(method);
        int excess = offsets[offsets.length - 1] - limit;
        Region best = null;
        for (Region region : Region.candidates(flow, offsets, SHORTEST_REGION, LONGEST_REGION)) {
            if (best == null || gain(region, offsets, excess) > gain(best, offsets, excess)) {
                best = region;
            }
        }
        if (best == null || gain(best, offsets, excess) <= 0) {
            return false;
        }
        parts.add(new OutlinedRegion(flow, best, "region_" + parts.size() + "_" + method.name).move());
        return true;
    }

    /**
     * Returns the bytes that leave the method, less the cost of the border; bytes beyond the needed ones count little.
     */
    private static int gain(Region region, int[] offsets, int excess) {
        int bytes = offsets[region.end()] - offsets[region.start()];
        int border = 40
                + 6 * region.parameters().size()
                + 12 * region.results().size()
                + 8 * region.exits().size();
        return Math.min(bytes, excess + 1_000) - 6 * border;
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

    public static int size(MethodNode method) {
        int[] offsets = offsets(method);
        return offsets[offsets.length - 1];
    }
}
