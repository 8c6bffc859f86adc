package org.pythonwasm.engine.internal.bind;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * How deep within containers a conversion is, and how much of it is done again. Containers that are passed by reference may
 * contain others several times, and these others: the same few objects are then more values than there is time and memory for.
 */
final class Level {
    /** Only types that contain themselves, such as a record for a tree, can ask for more than their source says. */
    private static final int MOST = 200;

    /** Elements before which nothing is remembered: nearly all conversions are shorter. */
    private static final int FEW = 1 << 16;

    private static final int MOST_AGAIN = 1 << 20;

    private final int depth;
    private final Done done;

    /** Of one conversion as a whole. */
    private static final class Done {
        private long elements;
        private long again;
        private Set<Object> containers;
    }

    private Level(int depth, Done done) {
        this.depth = depth;
        this.done = done;
    }

    /** @param around null outside of all containers */
    static Level inside(Object container, int size, Level around) {
        var inside = around == null ? new Level(1, new Done()) : new Level(around.depth + 1, around.done);
        if (inside.depth > MOST + 1) {
            throw new Mismatch("nested deeper than " + MOST + " levels, the limit for declared types", null);
        }
        inside.count(container, size);
        return inside;
    }

    private void count(Object container, int size) {
        done.elements += size;
        if (done.elements < FEW) {
            return;
        }
        if (done.containers == null) {
            done.containers = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        if (!done.containers.add(container)) {
            done.again += size;
            if (done.again > MOST_AGAIN) {
                throw new Mismatch(
                        "contains the same containers again and again: more than " + MOST_AGAIN
                                + " elements would be converted twice or more often",
                        null);
            }
        }
    }
}
