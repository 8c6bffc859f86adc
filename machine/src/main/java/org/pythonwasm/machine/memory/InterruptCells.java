package org.pythonwasm.machine.memory;

/**
 * The words of CPython's thread state through which another Java thread raises an exception in running Python code, as
 * {@code PyThreadState_SetAsyncExc} would: see {@code interrupt_cells} in {@code guest/shim/interrupt.c}. The writes race with
 * the guest on purpose: it may undo the flag, of which {@link #remind} tells it again. While its memory moves nothing is
 * written, and the caller tries again.
 */
public final class InterruptCells {
    private final int evalBreaker;
    private final int asyncException;
    private final int keyboardInterrupt;
    private final int timeoutError;
    private final byte bit;
    private final int bytesInUse;

    public InterruptCells(GuestInstance guest, int address) {
        evalBreaker = guest.readInt(address);
        asyncException = guest.readInt(address + 4);
        keyboardInterrupt = guest.readInt(address + 8);
        timeoutError = guest.readInt(address + 12);
        bit = (byte) guest.readInt(address + 16);
        bytesInUse = guest.readInt(address + 20);
    }

    /** How many bytes the guest says it has allocated; negative where it does not say. */
    public long bytesInUse(GuestInstance guest) {
        return bytesInUse == 0 ? -1 : Integer.toUnsignedLong(guest.readInt(guest.checkRange(bytesInUse, 4)));
    }

    /** Answers whether it was done. */
    public boolean raiseKeyboardInterrupt(GuestInstance guest) {
        return raise(guest, keyboardInterrupt);
    }

    /** Answers whether it was done. */
    public boolean raiseTimeoutError(GuestInstance guest) {
        return raise(guest, timeoutError);
    }

    /** Whether the guest has not taken the exception yet: no Python code of it has run since. */
    public boolean isWaiting(GuestInstance guest) {
        return (int) GuestInstance.INT.get(guest.bytes, asyncException) != 0;
    }

    /** Takes back an exception that came too late to be raised. */
    public void clear(GuestInstance guest) {
        guest.writeInt(asyncException, 0);
    }

    /** Sets the flag again while the exception was not raised yet. */
    public void remind(GuestInstance guest) {
        guest.poke(memory -> {
            if ((int) GuestInstance.INT.get(memory, asyncException) != 0) {
                memory[evalBreaker] |= bit;
            }
        });
    }

    /** Only the byte with the flag is written: its neighbours hold the instrumentation version. */
    private boolean raise(GuestInstance guest, int exception) {
        return guest.poke(memory -> {
            GuestInstance.INT.set(memory, asyncException, exception);
            memory[evalBreaker] |= bit;
        });
    }
}
