package org.pythonwasm.engine.internal.guest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.machine.memory.GuestInstance;

/** Columns in the linear memory of a {@link BuiltInGuest}, in the layout of {@code guest/shim/columns.h}. */
public final class LinearBatch extends Batch {
    private static final int COLUMN_SIZE = 16;
    private static final int VALID = 0;
    private static final int DATA = 4;
    private static final int HEAP = 8;
    private static final int HEAP_CAPACITY = 12;
    private static final int FIRST_HEAP = 1024;

    private final GuestHost host;
    private final BuiltInGuest guest;
    private final GuestInstance memory;
    private final int address;
    private final int[] valid;
    private final int[] data;
    /** Heaps of arguments: by the host's own book, since the guest may write what it likes into a descriptor. */
    private final int[] heap;

    private final int[] heapCapacity;
    private final int[] heapUsed;
    private long spanBytes;
    /** Whether Java may read and write the columns. */
    private boolean inUse;

    LinearBatch(GuestHost host, BuiltInGuest guest, List<ColumnType> types, int arguments, int capacity) {
        super(types, arguments, capacity);
        this.host = host;
        this.guest = guest;
        this.memory = guest.memory();
        int columns = types.size();
        this.valid = new int[columns];
        this.data = new int[columns];
        this.heap = new int[columns];
        this.heapCapacity = new int[columns];
        this.heapUsed = new int[columns];
        int size = size(columns, capacity);
        this.address = host.keepHouse(() -> layOut(guest.allocate(size)));
    }

    /** One that is not complete leaves no memory behind. */
    private int layOut(int block) {
        try {
            int place = layOutAll(block);
            use();
            return place;
        } catch (IllegalStateException noRoom) {
            if (host.isUsable()) {
                for (int place : heap) {
                    if (place != 0) {
                        guest.release(place);
                    }
                }
                guest.release(block);
            }
            throw noRoom;
        }
    }

    private int layOutAll(int block) {
        int validSize = (capacity + 7) & ~7;
        int place = block + COLUMN_SIZE * types.size();
        for (int i = 0; i < types.size(); i++) {
            data[i] = place;
            valid[i] = place + 8 * capacity;
            place += 8 * capacity + validSize;
            describe(i, block + COLUMN_SIZE * i);
        }
        return block;
    }

    private static int size(int columns, int capacity) {
        long size = columns * (COLUMN_SIZE + 8L + 9L * capacity);
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a batch of " + columns + " columns has no room for " + capacity + " rows");
        }
        return (int) size;
    }

    private void describe(int column, int descriptor) {
        memory.writeInt(descriptor + VALID, valid[column]);
        memory.writeInt(descriptor + DATA, data[column]);
        if (types.get(column).isSpan()) {
            setHeap(column, descriptor, guest.allocate(FIRST_HEAP), FIRST_HEAP);
        }
    }

    /** The address of the column descriptors. */
    int address() {
        return address;
    }

    private void use() {
        if (!inUse) {
            host.pin();
            inUse = true;
        }
    }

    @Override
    public void rest() {
        if (inUse) {
            inUse = false;
            host.unpin();
        }
    }

    @Override
    public void clear() {
        use();
        Arrays.fill(heapUsed, 0);
        spanBytes = 0;
    }

    @Override
    public long spanBytes() {
        return spanBytes;
    }

    @Override
    public void setNull(int column, int row) {
        memory.bytes[valid[column] + row] = 0;
    }

    @Override
    public void setLong(int column, int row, long value) {
        memory.bytes[valid[column] + row] = 1;
        memory.writeLong(data[column] + 8 * row, value);
    }

    @Override
    public void setDouble(int column, int row, double value) {
        memory.bytes[valid[column] + row] = 1;
        GuestInstance.DOUBLE.set(memory.bytes, data[column] + 8 * row, value);
    }

    @Override
    public void setValue(int column, int row, Object value) {
        setBytes(column, row, host.channel().bytes(value));
    }

    @Override
    public void setBytes(int column, int row, byte[] value) {
        int used = heapUsed[column];
        int place = reserve(column, used, value.length);
        memory.bytes[valid[column] + row] = 1;
        System.arraycopy(value, 0, memory.bytes, place + used, value.length);
        memory.writeInt(data[column] + 8 * row, used);
        memory.writeInt(data[column] + 8 * row + 4, value.length);
        heapUsed[column] = used + value.length;
        spanBytes += value.length;
    }

    /** The heap's address, with room for that many more bytes. */
    private int reserve(int column, int used, int more) {
        int before = heap[column];
        if (more <= heapCapacity[column] - used) {
            return before;
        }
        int size = (int) Math.min(((long) used + more) * 2, Integer.MAX_VALUE);
        return host.keepHouse(() -> {
            int larger = guest.allocate(size);
            System.arraycopy(memory.bytes, before, memory.bytes, larger, used);
            guest.release(before);
            setHeap(column, address + COLUMN_SIZE * column, larger, size);
            return larger;
        });
    }

    private void setHeap(int column, int descriptor, int place, int size) {
        heap[column] = place;
        heapCapacity[column] = size;
        memory.writeInt(descriptor + HEAP, place);
        memory.writeInt(descriptor + HEAP_CAPACITY, size);
    }

    @Override
    public boolean isNull(int row) {
        return memory.bytes[valid[result] + row] == 0;
    }

    @Override
    public long getLong(int row) {
        return memory.readLong(data[result] + 8 * row);
    }

    @Override
    public double getDouble(int row) {
        return (double) GuestInstance.DOUBLE.get(memory.bytes, data[result] + 8 * row);
    }

    @Override
    public String getText(int row) {
        int length = spanLength(row);
        int start = spanStart(row, length);
        return host.taken(() -> new String(memory.bytes, start, length, StandardCharsets.UTF_8));
    }

    @Override
    public long getZonedMicros(int row) {
        return memory.readLong(spanStart(row, ZONED));
    }

    @Override
    public int getZonedOffset(int row) {
        return memory.readInt(spanStart(row, ZONED) + Long.BYTES);
    }

    @Override
    public Object getValue(int row) {
        int length = spanLength(row);
        int start = spanStart(row, length);
        return host.taken(() -> host.channel().value(memory.bytes, start, length));
    }

    @Override
    public byte[] getBytes(int row) {
        int length = spanLength(row);
        int start = spanStart(row, length);
        return host.taken(() -> Arrays.copyOfRange(memory.bytes, start, start + length));
    }

    private int spanLength(int row) {
        return memory.readInt(data[result] + 8 * row + 4);
    }

    private int spanStart(int row, int length) {
        int start = memory.readInt(address + COLUMN_SIZE * result + HEAP);
        host.requireValueSize(length);
        return guest.place(start + memory.readInt(data[result] + 8 * row), length);
    }

    @Override
    public void close() {
        if (host.isUsable()) {
            host.keepHouse(this::release);
        }
        rest();
    }

    private int release() {
        for (int i = 0; i < types.size(); i++) {
            int place = memory.readInt(address + COLUMN_SIZE * i + HEAP);
            if (place != 0) {
                guest.release(place);
            }
        }
        guest.release(address);
        return 0;
    }
}
