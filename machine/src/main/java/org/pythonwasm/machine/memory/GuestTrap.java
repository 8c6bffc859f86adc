package org.pythonwasm.machine.memory;

/** The guest violated the rules of Wasm, or had to stop: its memory must not be used again. */
public final class GuestTrap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GuestTrap(String message) {
        super(message);
    }
}
