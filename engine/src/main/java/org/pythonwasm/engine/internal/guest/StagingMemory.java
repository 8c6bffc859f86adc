package org.pythonwasm.engine.internal.guest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.pythonwasm.machine.memory.GuestInstance;

/** Blocks in the memory between a piped guest and its host: of sizes that are powers of two, those given back are used again. */
final class StagingMemory {
    private static final int SMALLEST = 64;

    private final Map<Integer, Deque<Integer>> free = new HashMap<>();
    private final Map<Integer, Integer> sizes = new HashMap<>();
    private int end;

    StagingMemory(int start) {
        end = start;
    }

    /** The address of that many zero bytes, or 0 where there is no room. */
    int allocate(GuestInstance guest, int size) {
        if (size > 1 << 30) {
            return 0;
        }
        int rounded = Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, size - 1)) << 1);
        Deque<Integer> same = free.get(rounded);
        int address = same == null || same.isEmpty() ? grow(guest, rounded) : same.pop();
        if (address != 0) {
            sizes.put(address, rounded);
            GuestInstance.memoryFill(address, (byte) 0, size, guest);
        }
        return address;
    }

    private int grow(GuestInstance guest, int size) {
        long needed = (long) end + size - (long) guest.pages() * GuestInstance.PAGE;
        int pages = (int) Math.max(0, (needed + GuestInstance.PAGE - 1) / GuestInstance.PAGE);
        if (pages > 0 && GuestInstance.memoryGrow(pages, guest) < 0) {
            return 0;
        }
        int address = end;
        end += size;
        return address;
    }

    void release(int address) {
        Integer size = sizes.remove(address);
        if (size != null) {
            free.computeIfAbsent(size, any -> new ArrayDeque<>()).push(address);
        }
    }
}
