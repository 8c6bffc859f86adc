package org.pythonwasm.engine.internal.wire;

import static org.pythonwasm.machine.memory.LinearMemory.INT;
import static org.pythonwasm.machine.memory.LinearMemory.LONG;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The binary form as Java values: the inverse of the guest's {@code encode.c}. Without recursion: a value nests as deeply as
 * memory allows. A guest may write what it likes: what is no value is an {@link IOException} or a {@link RuntimeException}.
 */
final class BinaryReader {
    /** The number of items between two checks for the end of the call. */
    private static final int LOOK = 256;

    private final ObjectTable references;
    private final byte[] bytes;
    private final int end;
    private int at;

    BinaryReader(byte[] bytes, int start, int length, ObjectTable references) {
        this.bytes = bytes;
        this.at = start;
        this.end = start + length;
        this.references = references;
    }

    /** A container of which a part was read. */
    private static final class Open {
        final byte tag;
        final Collection<Object> items;
        final Map<Object, Object> map;
        int left;
        boolean hasKey;
        Object key;

        Open(byte tag, int count) {
            this.tag = tag;
            this.map = tag == Tag.DICT ? new LinkedHashMap<>() : null;
            this.items = tag == Tag.DICT
                    ? null
                    : tag == Tag.LIST || tag == Tag.TUPLE ? new ArrayList<>(count) : new LinkedHashSet<>();
            this.left = tag == Tag.DICT ? 2 * count : count;
        }

        void put(Object value) {
            left--;
            if (map == null) {
                items.add(value);
            } else if (hasKey) {
                map.put(key, value);
                hasKey = false;
            } else {
                key = value;
                hasKey = true;
            }
        }

        Object finished() {
            return switch (tag) {
                case Tag.TUPLE -> Collections.unmodifiableList((List<Object>) items);
                case Tag.FROZENSET -> Collections.unmodifiableSet((Set<Object>) items);
                case Tag.DICT -> map;
                default -> items;
            };
        }
    }

    /** The byte at this place. */
    int oneByte() {
        return bytes[require(1)];
    }

    /** The value that begins at this place. */
    Object read() throws IOException {
        var open = new ArrayDeque<Open>(4);
        for (int items = 1; ; items++) {
            if (items % LOOK == 0) {
                references.requireAlive();
            }
            byte tag = bytes[require(1)];
            if (tag >= Tag.LIST && tag <= Tag.DICT) {
                open.push(new Open(tag, count()));
            } else {
                Object value = scalar(tag);
                if (open.isEmpty()) {
                    return value;
                }
                put(open.peek(), value);
            }
            while (open.peek().left == 0) {
                Object value = open.pop().finished();
                if (open.isEmpty()) {
                    return value;
                }
                put(open.peek(), value);
            }
        }
    }

    /** A script that chooses the keys can make each comparison of hashes a long one. */
    private void put(Open container, Object value) {
        if (container.tag != Tag.LIST && container.tag != Tag.TUPLE) {
            references.requireAlive();
        }
        container.put(value);
    }

    /** Each item takes a byte at least. */
    private int count() throws IOException {
        int count = int32();
        if (count < 0 || count > end - at) {
            throw new IOException("a container of " + count + " items in " + (end - at) + " bytes");
        }
        return count;
    }

    private int require(int size) {
        if (size < 0 || size > end - at) {
            throw new IndexOutOfBoundsException("a message ends within a value");
        }
        int start = at;
        at += size;
        return start;
    }

    private int int32() {
        return (int) INT.get(bytes, require(4));
    }

    private long int64() {
        return (long) LONG.get(bytes, require(8));
    }

    private Object scalar(byte tag) throws IOException {
        return switch (tag) {
            case Tag.NONE -> null;
            case Tag.FALSE -> Boolean.FALSE;
            case Tag.TRUE -> Boolean.TRUE;
            case Tag.INT32 -> int32();
            case Tag.INT64 -> integer(int64());
            case Tag.BIG_INT -> bigInteger();
            case Tag.FLOAT -> Double.longBitsToDouble(int64());
            case Tag.LATIN_1 -> latin1();
            case Tag.UTF_8 -> utf8();
            case Tag.BYTES -> bytes();
            case Tag.DECIMAL -> ValueReader.decimal(latin1());
            case Tag.DATE -> LocalDate.ofEpochDay(int32());
            case Tag.TIME -> Moments.time(int64());
            case Tag.ZONED_TIME -> OffsetTime.of(Moments.time(int64()), Moments.offset(int32()));
            case Tag.DATETIME -> Moments.dateTime(int64());
            case Tag.ZONED_DATETIME -> OffsetDateTime.of(Moments.dateTime(int64()), Moments.offset(int32()));
            case Tag.TIMEDELTA -> Duration.ofDays(int32()).plusSeconds(int32()).plusNanos(int32() * 1_000L);
            case Tag.UUID -> new UUID(Long.reverseBytes(int64()), Long.reverseBytes(int64()));
            case Tag.INT32S, Tag.INT64S, Tag.FLOATS -> numbers(tag);
            case Tag.HANDLE -> references.handle(int32(), (String) read(), (String) read(), read() == Boolean.TRUE);
            case Tag.JAVA -> references.object(int32()).target();
            default -> throw new IOException("unknown tag " + tag + " in a message of the guest");
        };
    }

    private static Object integer(long number) {
        return number == (int) number ? (Object) (int) number : (Object) number;
    }

    private BigInteger bigInteger() {
        int size = int32();
        return new BigInteger(bytes, require(size), size);
    }

    private String latin1() {
        int size = int32();
        return new String(bytes, require(size), size, StandardCharsets.ISO_8859_1);
    }

    private String utf8() {
        int size = int32();
        return new String(bytes, require(size), size, StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        int size = int32();
        int start = require(size);
        return Arrays.copyOfRange(bytes, start, start + size);
    }

    /** A list of numbers without a tag each. */
    private List<Object> numbers(byte tag) {
        int count = int32();
        int size = tag == Tag.INT32S ? Integer.BYTES : Long.BYTES;
        if (count < 0 || count > (end - at) / size) {
            throw new IndexOutOfBoundsException("a message ends within a list of numbers");
        }
        var list = new ArrayList<Object>(count);
        for (int i = 0; i < count; i++) {
            list.add(
                    switch (tag) {
                        case Tag.INT32S -> (Object) int32();
                        case Tag.INT64S -> integer(int64());
                        default -> Double.longBitsToDouble(int64());
                    });
        }
        return list;
    }
}
