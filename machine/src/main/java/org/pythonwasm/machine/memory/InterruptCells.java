package org.pythonwasm.machine.memory;

/**
 * The words of CPython's thread state through which another Java thread raises an exception in running Python code, as
 * {@code PyThreadState_SetAsyncExc} would: see {@code interrupt_cells} in {@code guest/shim/interrupt.c}. The writes
 * race with the guest on purpose: it may undo the flag, which {@link #remind} then sets again. While its memory moves
 * nothing is written, and the caller tries again.
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

    /** Returns the bytes that the guest reports as allocated; negative if it does not report them. */
    public long bytesInUse(GuestInstance guest) {
        return bytesInUse == 0 ? -1 : Integer.toUnsignedLong(guest.readInt(guest.checkRange(bytesInUse, 4)));
    }

    /** Returns whether it was done. */
    public boolean raiseKeyboardInterrupt(GuestInstance guest) {
        return raise(guest, keyboardInterrupt);
    }

    /** Returns whether it was done. */
    public boolean raiseTimeoutError(GuestInstance guest) {
        return raise(guest, timeoutError);
    }

    /** Returns whether the guest has not raised the exception yet: none of its Python code has run since. */
    public boolean isWaiting(GuestInstance guest) {
        return (int) GuestInstance.INT.get(guest.bytes, asyncException) != 0;
    }

    /** Removes an exception that came too late to be raised. */
    public void clear(GuestInstance guest) {
        guest.writeInt(asyncException, 0);
    }

    /** Sets the flag again if the exception was not raised yet. */
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
