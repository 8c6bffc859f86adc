package org.pythonwasm.machine.wasi;

import static org.pythonwasm.machine.files.Errno.INVAL;
import static org.pythonwasm.machine.files.Errno.SUCCESS;

import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.pythonwasm.machine.files.FileTimes;
import org.pythonwasm.machine.memory.LinearMemory;

/** The functions of WASI that read clocks and wait. */
public final class WasiClocks {
    private static final long RESOLUTION_NANOS = 1_000;
    private static final int SUBSCRIPTION_SIZE = 48;
    private static final int EVENT_SIZE = 32;

    private final LinearMemory guest;
    private final Clock clock;
    private final LongSupplier ticks;

    /** @param ticks nanoseconds since some time */
    WasiClocks(LinearMemory guest, Clock clock, LongSupplier ticks) {
        this.guest = guest;
        this.clock = clock;
        this.ticks = ticks;
    }

    public int clock_res_get(int id, int result) {
        guest.writeLong(result, RESOLUTION_NANOS);
        return SUCCESS;
    }

    public int clock_time_get(int id, long precision, int result) {
        guest.writeLong(result, nanos(id));
        return SUCCESS;
    }

    private long nanos(int id) {
        return id == 0 ? FileTimes.now(clock) : ticks.getAsLong();
    }

    /** Supports clock subscriptions only: the guest sleeps by them. */
    public int poll_oneoff(int subscriptions, int events, int count, int result) {
        long wait = Long.MAX_VALUE;
        int first = -1;
        guest.checkRange(events, EVENT_SIZE);
        guest.checkRange(result, 4);
        for (int i = 0; i < count; i++) {
            int subscription = subscriptions + SUBSCRIPTION_SIZE * i;
            boolean isClock = guest.bytes[subscription + 8] == 0;
            long nanos = isClock ? remaining(subscription) : Long.MAX_VALUE;
            if (nanos < wait) {
                wait = nanos;
                first = subscription;
            }
        }
        if (first < 0) {
            return INVAL;
        }
        guest.enterHost();
        try {
            sleep(Math.max(0, wait));
        } finally {
            guest.exitHost();
        }
        guest.writeLong(events, guest.readLong(first));
        guest.writeLong(events + 8, 0);
        guest.writeLong(events + 16, 0);
        guest.writeLong(events + 24, 0);
        guest.writeInt(result, 1);
        return SUCCESS;
    }

    private long remaining(int subscription) {
        boolean absolute = (guest.readInt(subscription + 40) & 1) != 0;
        long timeout = guest.readLong(subscription + 24);
        return absolute ? timeout - nanos(guest.readInt(subscription + 16)) : timeout;
    }

    /** In slices, so that {@link LinearMemory#stop} ends it too, and an exception that waits for the guest. */
    private void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            guest.requireRunning();
            if (guest.wakeRequested) {
                guest.wakeRequested = false;
                return;
            }
            LockSupport.parkNanos(Math.min(left, 10_000_000L));
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
