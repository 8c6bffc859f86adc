package org.pythonwasm.engine.internal;

import static org.pythonwasm.engine.internal.Errno.NOSPC;

import org.pythonwasm.engine.ScratchLimits;

/** What a scratch space holds, counted against its limits. Same thread rule as the guest. */
final class ScratchBudget {
    private final ScratchLimits limits;
    private long bytes;
    private int files;

    ScratchBudget(ScratchLimits limits) {
        this.limits = limits;
    }

    /** How many bytes there is still room for. */
    long freeBytes() {
        return limits.bytes() - bytes;
    }

    void takeBytes(long count) throws Refusal {
        if (count > freeBytes()) {
            throw new Refusal(NOSPC);
        }
        bytes += count;
    }

    void returnBytes(long count) {
        bytes -= count;
    }

    void takeFile() throws Refusal {
        if (files >= limits.files()) {
            throw new Refusal(NOSPC);
        }
        files++;
    }

    void returnFile() {
        files--;
    }
}
