package org.pythonwasm.udf.internal.call;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;

/**
 * Numbers of the states of an aggregate. They are assigned in blocks, so that a hundred thousand groups are four
 * hundred objects to watch; when no group of a block is left, its states are forgotten and its numbers used again.
 */
final class StateNumbers {
    static final int BLOCK = 256;

    private final AbandonedResources orphans;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final IntConsumer forget;
    private Block block;
    private int used;
    private int blocks;

    /** @param forget receives the first number of a block whose groups are gone */
    StateNumbers(AbandonedResources orphans, IntConsumer forget) {
        this.orphans = orphans;
        this.forget = forget;
    }

    /** Numbers from {@code first} on, alive as long as a group that has one of them. */
    record Block(int first) {}

    int next() {
        if (orphans.isMemoryShort()) {
            block = null;
            orphans.collect();
        }
        if (block == null || used == BLOCK) {
            orphans.release();
            block = newBlock();
            used = 0;
        }
        return block.first() + used++;
    }

    /** Returns the block that the group with the last number has to hold. */
    Block block() {
        return block;
    }

    private Block newBlock() {
        int first = free.isEmpty() ? BLOCK * blocks++ : free.pop();
        var made = new Block(first);
        orphans.watch(made, () -> {
            forget.accept(first);
            free.push(first);
        });
        return made;
    }
}
