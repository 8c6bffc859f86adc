package org.pythonwasm.udf.internal.codec;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pythonwasm.udf.SqlType;

/** The keys of a MAP that is made of a dict: those that differ in Python may be one value of SQL. Not thread-safe. */
public final class MapKeys {
    private final SqlType type;
    private final String place;
    private final Set<Object> seen = new HashSet<>();

    /** @param place of the MAP in the result, as messages say it; empty if it is the result */
    public MapKeys(SqlType type, String place) {
        this.type = type;
        this.place = place;
    }

    /**
     * Adds one.
     *
     * @param key of Java's class for the type
     * @throws BadValueException 22023 if there is one already that is the same value
     */
    public void add(Object key) {
        if (!seen.add(comparable(key))) {
            throw BadValueException.equalKeys(key, type, place);
        }
    }

    /** Returns what is equal where SQL's values are. */
    private static Object comparable(Object key) {
        if (key instanceof Float number) {
            return number == 0 ? 0f : number;
        }
        if (key instanceof Double number) {
            return number == 0 ? 0d : number;
        }
        if (key instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (key instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        return key instanceof List<?> parts
                ? parts.stream().map(MapKeys::comparable).toList()
                : key;
    }
}
