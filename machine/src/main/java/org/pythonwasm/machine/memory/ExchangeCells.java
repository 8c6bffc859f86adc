package org.pythonwasm.machine.memory;

/**
 * The words by which host and guest pass messages: where the host puts one, and where the guest has put one, see {@code cells}
 * in {@code guest/shim/exchange.c}. What a guest says of its memory is checked at each use. Same thread rule as the guest.
 */
public final class ExchangeCells {
    private final GuestInstance guest;
    private final int address;

    /** @param interruptCells the words of {@link InterruptCells}, which say where these are */
    public ExchangeCells(GuestInstance guest, int interruptCells) {
        this.guest = guest;
        this.address = guest.readInt(interruptCells + 24);
    }

    /** Returns the address of room for a message of that size, or 0 if there is none yet. */
    public int roomFor(int size) {
        int capacity = guest.readInt(address + 4);
        return capacity >= size ? guest.checkRange(guest.readInt(address), size) : 0;
    }

    /** The size of the message that the guest has put. */
    public int size() {
        int size = guest.readInt(address + 12);
        guest.checkRange(guest.readInt(address + 8), size);
        return size;
    }

    /** Returns its address. */
    public int message() {
        return guest.readInt(address + 8);
    }
}
