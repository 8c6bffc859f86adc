package org.pythonwasm.machine.wasi;

import static org.pythonwasm.machine.files.Errno.SUCCESS;

import java.security.SecureRandom;
import java.util.OptionalLong;
import java.util.Random;
import org.pythonwasm.machine.memory.GuestExit;
import org.pythonwasm.machine.memory.GuestInstance;

/** The functions of WASI about the process: no environment, no arguments; random numbers; its end. */
public final class WasiProcess {
    /** The bytes between two checks whether the guest must stop. */
    private static final int SLICE = 1 << 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final GuestInstance guest;
    private final Random random;

    WasiProcess(GuestInstance guest, OptionalLong seed) {
        this.guest = guest;
        this.random = seed.isPresent() ? new Random(seed.getAsLong()) : RANDOM;
    }

    public int environ_sizes_get(int count, int size) {
        guest.writeInt(count, 0);
        guest.writeInt(size, 0);
        return SUCCESS;
    }

    public int environ_get(int environ, int buffer) {
        return SUCCESS;
    }

    public int args_sizes_get(int count, int size) {
        return environ_sizes_get(count, size);
    }

    public int args_get(int argv, int buffer) {
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
