package org.pythonwasm.modules;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.PassiveDataSegment;
import java.util.Arrays;
import org.pythonwasm.machine.memory.GuestTrap;
import org.pythonwasm.machine.memory.LinearMemory;

/**
 * The memory of a module's guest, as Chicory's code uses it: that of a built-in guest, with the same limits. It belongs to one thread,
 * and atomic operations are operations like others.
 */
final class ModuleMemory extends LinearMemory implements Memory {
    private final MemoryLimits declared;
    private DataSegment[] segments = {};

    /** @param declared by the module */
    ModuleMemory(MemoryLimits declared, long limit) {
        super(
                new byte[declared.initialPages() * PAGE],
                declared.initialPages(),
                Math.min(limit, (long) declared.maximumPages() * PAGE));
        this.declared = declared;
    }

    @Override
    public void limitMemory(long limit) {
        super.limitMemory(Math.min(limit, (long) declared.maximumPages() * PAGE));
    }

    @Override
    public int initialPages() {
        return declared.initialPages();
    }

    @Override
    public int maximumPages() {
        return declared.maximumPages();
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    @SuppressWarnings("removal") // abstract in Chicory's interface as long as it is there
    public Object lock(int address) {
        return this;
    }

    @Override
    @SuppressWarnings("removal") // abstract in Chicory's interface as long as it is there
    public int waitOn(int address, int expected, long timeout) {
        throw new GuestTrap("a wait on memory that no other thread has");
    }

    @Override
    @SuppressWarnings("removal") // abstract in Chicory's interface as long as it is there
    public int waitOn(int address, long expected, long timeout) {
        throw new GuestTrap("a wait on memory that no other thread has");
    }

    @Override
    @SuppressWarnings("removal") // abstract in Chicory's interface as long as it is there
    public int notify(int address, int most) {
        return 0;
    }

    @Override
    public void initialize(Instance instance, DataSegment[] all) {
        segments = all == null ? segments : all.clone();
        for (DataSegment segment : segments) {
            if (segment instanceof ActiveDataSegment active) {
                int place = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
                write(place, active.data(), 0, active.data().length);
            }
        }
    }

    @Override
    public void initialize(Instance instance, DataSegment[] all, int memory) {
        initialize(instance, all);
    }

    @Override
    public void initPassiveSegment(int segment, int place, int offset, int size) {
        write(place, segments[segment].data(), offset, size);
    }

    @Override
    public void drop(int segment) {
        segments[segment] = PassiveDataSegment.EMPTY;
    }

    @Override
    public void write(int address, byte[] data, int offset, int size) {
        System.arraycopy(data, offset, bytes, address, size);
    }

    @Override
    public byte read(int address) {
        return bytes[address];
    }

    @Override
    public byte[] readBytes(int address, int size) {
        int start = checkRange(address, size);
        return Arrays.copyOfRange(bytes, start, start + size);
    }

    @Override
    public void writeI32(int address, int value) {
        writeInt(address, value);
    }

    @Override
    public void writeShort(int address, short value) {
        SHORT.set(bytes, address, value);
    }

    @Override
    public short readShort(int address) {
        return (short) SHORT.get(bytes, address);
    }

    @Override
    public long readU16(int address) {
        return readShort(address) & 0xFFFF;
    }

    @Override
    public void writeByte(int address, byte value) {
        bytes[address] = value;
    }

    @Override
    public void writeF32(int address, float value) {
        FLOAT.set(bytes, address, value);
    }

    @Override
    public float readFloat(int address) {
        return (float) FLOAT.get(bytes, address);
    }

    @Override
    public long readF32(int address) {
        return readInt(address);
    }

    @Override
    public void writeF64(int address, double value) {
        DOUBLE.set(bytes, address, value);
    }

    @Override
    public double readDouble(int address) {
        return (double) DOUBLE.get(bytes, address);
    }

    @Override
    public long readF64(int address) {
        return readLong(address);
    }

    @Override
    public void zero() {
        fill((byte) 0, 0, pages() * PAGE);
    }

    @Override
    public void fill(byte value, int start, int end) {
        Arrays.fill(bytes, start, end, value);
    }

    @Override
    public void copy(int destination, int source, int size) {
        System.arraycopy(bytes, source, bytes, destination, size);
    }
}
