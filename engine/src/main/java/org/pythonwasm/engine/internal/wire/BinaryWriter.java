package org.pythonwasm.engine.internal.wire;

import static org.pythonwasm.machine.memory.LinearMemory.INT;
import static org.pythonwasm.machine.memory.LinearMemory.LONG;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.object.ByValue;

/**
 * Java values in the binary form. Without recursion: a value nests as deeply as memory allows. What cannot travel is an
 * {@link IllegalArgumentException} that names the path inside the value. Used again and again, by one thread at a time.
 */
final class BinaryWriter {
    /** A larger buffer is not kept for the next message. */
    private static final int KEPT = 1 << 16;
    /** Shorter lists are not looked through for being numbers alone. */
    private static final int LEAST_NUMBERS = 4;
    /** Containers around a value are compared one by one up to here, and found in a set below. */
    private static final int FEW = 16;
    /** Parts of a path that an error shows, the innermost. */
    private static final int MOST_PARTS = 40;

    private final ObjectTable references;
    private final ArrayList<OpenContainer> open = new ArrayList<>();
    private Set<Object> around;
    private byte[] bytes = new byte[512];
    private int length;
    private int limit;

    BinaryWriter(ObjectTable references) {
        this.references = references;
    }

    /** Begins a message of at most that many bytes. */
    void begin(int newLimit) {
        if (bytes.length > KEPT) {
            bytes = new byte[512];
        }
        length = 0;
        limit = newLimit;
    }

    int length() {
        return length;
    }

    void copyTo(byte[] target, int address) {
        System.arraycopy(bytes, 0, target, address, length);
    }

    void oneByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    /** Overwrites one. */
    void oneByteAt(int index, int value) {
        bytes[index] = (byte) value;
    }

    /** @param name what the value is, for error messages */
    void write(Object value, String name) {
        write(value, name, 0);
    }

    /** A tuple whose items errors call arguments. */
    void arguments(Object[] arguments) {
        tagged(Tag.TUPLE, arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            write(arguments[i], "argument ", i + 1);
        }
    }

    /** A list of names and values that are in this form already. */
    void forms(Map<String, Form> forms) {
        tagged(Tag.LIST, 2 * forms.size());
        forms.forEach((name, form) -> {
            text(name);
            byte[] content = ((Form.Binary) form).bytes().array();
            ensure(content.length);
            System.arraycopy(content, 0, bytes, length, content.length);
            length += content.length;
        });
    }

    private void write(Object value, String name, int number) {
        try {
            begin(value, false);
            while (!open.isEmpty()) {
                OpenContainer top = open.get(open.size() - 1);
                if (top.hasNext()) {
                    Object item = top.next();
                    begin(item, top.isAtKey());
                } else {
                    close(top);
                }
            }
        } catch (NoPythonValueException e) {
            throw withPath(e, number == 0 ? name : name + number);
        } finally {
            // Nothing is left there but what an exception has cut off.
            open.clear();
            around = null;
        }
    }

    private NoPythonValueException withPath(NoPythonValueException e, String name) {
        int first = Math.max(0, open.size() - MOST_PARTS);
        for (int i = open.size() - 1; i >= first; i--) {
            e.inside(open.get(i).path());
        }
        return e.inside(first > 0 ? name + "…" : name);
    }

    /** Writes a value, or begins it if it is a container. */
    private void begin(Object value, boolean key) {
        if (references.isGranted(value)) {
            reference(value);
        } else if (!scalar(value) && !Moments.write(value, this)) {
            if (value instanceof PythonHandle handle) {
                tagged(Tag.HANDLE, references.numberOf(handle));
            } else if (value instanceof ByValue own) {
                container(own.container(), key);
            } else if (OpenContainer.isContainer(value)) {
                container(value, key);
            } else {
                Object plain = HostValues.plain(value);
                if (plain != value) {
                    begin(plain, key);
                } else {
                    reference(value);
                }
            }
        }
    }

    private boolean scalar(Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Number number) {
            return number(number);
        } else if (value == null) {
            oneByte(Tag.NONE);
        } else if (value instanceof Boolean flag) {
            oneByte(flag ? Tag.TRUE : Tag.FALSE);
        } else if (value instanceof CharSequence || value instanceof Character) {
            text(value.toString());
        } else if (value instanceof Enum<?> constant) {
            text(constant.name());
        } else if (value instanceof byte[] array) {
            sized(Tag.BYTES, array);
        } else if (value instanceof UUID uuid) {
            ensure(17);
            bytes[length] = Tag.UUID;
            LONG.set(bytes, length + 1, Long.reverseBytes(uuid.getMostSignificantBits()));
            LONG.set(bytes, length + 9, Long.reverseBytes(uuid.getLeastSignificantBits()));
            length += 17;
        } else {
            return false;
        }
        return true;
    }

    private boolean number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            integer(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            tagged(Tag.FLOAT, Double.doubleToRawLongBits(number.doubleValue()));
        } else if (number instanceof BigInteger big) {
            sized(Tag.BIG_INT, big.toByteArray());
        } else if (number instanceof BigDecimal decimal) {
            sized(Tag.DECIMAL, ScalarWriter.decimal(decimal).getBytes(StandardCharsets.US_ASCII));
        } else {
            return false;
        }
        return true;
    }

    private void integer(long number) {
        if (number == (int) number) {
            tagged(Tag.INT32, (int) number);
        } else {
            tagged(Tag.INT64, number);
        }
    }

    void tagged(byte tag, int number) {
        ensure(5);
        bytes[length] = tag;
        INT.set(bytes, length + 1, number);
        length += 5;
    }

    void tagged(byte tag, long number) {
        ensure(9);
        bytes[length] = tag;
        LONG.set(bytes, length + 1, number);
        length += 9;
    }

    /** Behind a tagged number, without a tag of its own. */
    void behind(int number) {
        ensure(4);
        INT.set(bytes, length, number);
        length += 4;
    }

    private void sized(byte tag, byte[] content) {
        ensure(5L + content.length);
        bytes[length] = tag;
        INT.set(bytes, length + 1, content.length);
        System.arraycopy(content, 0, bytes, length + 5, content.length);
        length += 5 + content.length;
    }

    void text(String text) {
        int size = text.length();
        ensure(5L + size);
        int start = length + 5;
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                sized(Tag.UTF_8, Surrogates.require(text).getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[start + i] = (byte) c;
        }
        bytes[length] = Tag.LATIN_1;
        INT.set(bytes, length + 1, size);
        length = start + size;
    }

    /** An object that stays in Java. */
    private void reference(Object value) {
        int number = references.numberOf(value);
        var type = references.object(number).type();
        tagged(Tag.JAVA, number);
        behind(type.number());
        behind(type.kinds());
        text(Surrogates.replaceSurrogates(type.name()));
    }

    private void container(Object value, boolean key) {
        if (!key && numbers(value)) {
            return;
        }
        if (isAround(value)) {
            throw new NoPythonValueException("contains itself, which has no value in Python");
        }
        var container = OpenContainer.of(value, key, length + 1);
        tagged(container.tag, 0);
        if (around != null) {
            around.add(value);
        } else if (open.size() == FEW) {
            around = Collections.newSetFromMap(new IdentityHashMap<>());
            open.forEach(one -> around.add(one.container));
            around.add(value);
        }
        open.add(container);
    }

    private boolean isAround(Object value) {
        if (around != null) {
            return around.contains(value);
        }
        for (OpenContainer one : open) {
            if (one.container == value) {
                return true;
            }
        }
        return false;
    }

    /** The number of items is known at their end only: a collection may report any size. */
    private void close(OpenContainer top) {
        INT.set(bytes, top.countAt, top.count());
        open.remove(open.size() - 1);
        if (around != null) {
            around.remove(top.container);
        }
    }

    /** A list of numbers without a tag each. False, with nothing written, if the value is none. */
    private boolean numbers(Object value) {
        if (value instanceof int[] array) {
            numbers(Tag.INT32S, array.length, Integer.BYTES).asIntBuffer().put(array);
        } else if (value instanceof long[] array) {
            numbers(Tag.INT64S, array.length, Long.BYTES).asLongBuffer().put(array);
        } else if (value instanceof double[] array) {
            numbers(Tag.FLOATS, array.length, Double.BYTES).asDoubleBuffer().put(array);
        } else {
            return value instanceof List<?> list && list.size() >= LEAST_NUMBERS && numbers(list);
        }
        return true;
    }

    /** Room for that many numbers, which the caller fills. */
    private ByteBuffer numbers(byte tag, int count, int size) {
        tagged(tag, count);
        ensure((long) count * size);
        var room = ByteBuffer.wrap(bytes, length, count * size).order(ByteOrder.LITTLE_ENDIAN);
        length += count * size;
        return room;
    }

    private boolean numbers(Collection<?> items) {
        int start = length;
        var iterator = items.iterator();
        Object first = iterator.hasNext() ? iterator.next() : null;
        Class<?> type = first == null ? null : first.getClass();
        if (type != Integer.class && type != Long.class && type != Double.class) {
            return false;
        }
        tagged(type == Integer.class ? Tag.INT32S : type == Long.class ? Tag.INT64S : Tag.FLOATS, 0);
        int count = 0;
        for (Object item = first; ; item = iterator.next()) {
            if (item == null || item.getClass() != type) {
                length = start;
                return false;
            }
            ensure(8);
            if (type == Integer.class) {
                INT.set(bytes, length, (int) (Integer) item);
                length += 4;
            } else {
                LONG.set(bytes, length, type == Long.class ? (Long) item : Double.doubleToRawLongBits((Double) item));
                length += 8;
            }
            count++;
            if (!iterator.hasNext()) {
                INT.set(bytes, start + 1, count);
                return true;
            }
        }
    }

    private void ensure(long more) {
        if (length + more > bytes.length) {
            if (length + more > limit) {
                throw new IllegalArgumentException(
                        "a value is longer than " + limit + " bytes, its limit (Limits.valueBytes)");
            }
            bytes = Arrays.copyOf(
                    bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(length + more, 2L * bytes.length)));
        }
    }
}
