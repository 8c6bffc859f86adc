package org.pythonwasm.engine.internal.object;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * An iteration that crosses in pieces. Of a collection they have many items; one that makes its items when it is asked is
 * never asked for more than the script takes.
 */
final class Chunks {
    private static final int MOST_ITEMS = 256;
    /** Characters and bytes after which a piece ends. */
    private static final int ENOUGH = 1 << 16;

    private final Iterator<?> items;
    private final int most;

    private Chunks(Iterator<?> items, int most) {
        this.items = items;
        this.most = most;
    }

    static Chunks of(Iterable<?> collection) {
        return new Chunks(collection.iterator(), MOST_ITEMS);
    }

    static Chunks oneByOne(Iterator<?> items) {
        return new Chunks(items, 1);
    }

    /** The first piece, and what gives the others, null if there are none. */
    ByValue start() {
        ByValue first = next();
        var parts = new ArrayList<Object>();
        parts.add(first);
        parts.add(((List<?>) first.container()).isEmpty() || most > 1 && !items.hasNext() ? null : this);
        return new ByValue(parts);
    }

    /** An empty one at the end. */
    ByValue next() {
        var piece = new ArrayList<Object>();
        long size = 0;
        for (int i = 0; i < most && size < ENOUGH && items.hasNext(); i++) {
            Object item = items.next();
            if (item instanceof Map.Entry<?, ?> entry && items instanceof Pairs) {
                piece.add(entry.getKey());
                piece.add(entry.getValue());
                size += size(entry.getKey()) + size(entry.getValue());
            } else {
                piece.add(item);
                size += size(item);
            }
        }
        return new ByValue(piece);
    }

    private static int size(Object item) {
        return item instanceof CharSequence text ? text.length() : item instanceof byte[] bytes ? bytes.length : 0;
    }

    /** Entries whose keys and values are passed instead of them. */
    static Chunks ofPairs(Map<?, ?> map) {
        return new Chunks(new Pairs(map.entrySet().iterator()), MOST_ITEMS / 2);
    }

    private record Pairs(Iterator<? extends Map.Entry<?, ?>> entries) implements Iterator<Map.Entry<?, ?>> {
        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Map.Entry<?, ?> next() {
            return entries.next();
        }
    }
}
