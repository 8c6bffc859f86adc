package org.pythonwasm.machine.wasi;

import static org.pythonwasm.machine.files.Errno.SUCCESS;

import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.pythonwasm.machine.memory.GuestExit;
import org.pythonwasm.machine.memory.LinearMemory;

/** The functions of WASI about the process: how it was started, random numbers, its end. */
public final class WasiProcess {
    /** The bytes between two checks whether the guest must stop. */
    private static final int SLICE = 1 << 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final LinearMemory guest;
    private final Random random;
    private final List<byte[]> arguments;
    private final List<byte[]> variables;

    WasiProcess(LinearMemory guest, OptionalLong seed, Program program) {
        this.guest = guest;
        this.random = seed.isPresent() ? new Random(seed.getAsLong()) : RANDOM;
        this.arguments = program.argumentTexts();
        this.variables = program.variableTexts();
    }

    public int environ_sizes_get(int count, int size) {
        return sizes(variables, count, size);
    }

    public int environ_get(int environ, int buffer) {
        return put(variables, environ, buffer);
    }

    public int args_sizes_get(int count, int size) {
        return sizes(arguments, count, size);
    }

    public int args_get(int argv, int buffer) {
        return put(arguments, argv, buffer);
    }

    private int sizes(List<byte[]> texts, int count, int size) {
        guest.checkRange(count, 4);
        guest.checkRange(size, 4);
        guest.writeInt(count, texts.size());
        guest.writeInt(size, length(texts));
        return SUCCESS;
    }

    private static int length(List<byte[]> texts) {
        return texts.stream().mapToInt(text -> text.length).sum();
    }

    /** Pointers to the texts, and the texts one behind another. */
    private int put(List<byte[]> texts, int pointers, int buffer) {
        guest.checkRange(pointers, 4 * texts.size());
        guest.checkRange(buffer, length(texts));
        int pointer = pointers;
        int place = buffer;
        for (byte[] text : texts) {
            guest.writeInt(pointer, place);
            System.arraycopy(text, 0, guest.bytes, place, text.length);
            pointer += 4;
            place += text.length;
        }
        return SUCCESS;
    }

    public int random_get(int address, int length) {
        guest.checkRange(address, length);
        for (int done = 0; done < length; done += SLICE) {
            guest.requireRunning();
            byte[] slice = new byte[Math.min(SLICE, length - done)];
            random.nextBytes(slice);
            System.arraycopy(slice, 0, guest.bytes, address + done, slice.length);
        }
        return SUCCESS;
    }

    public int sched_yield() {
        return SUCCESS;
    }

    public void proc_exit(int status) {
        throw new GuestExit(status);
    }
}
