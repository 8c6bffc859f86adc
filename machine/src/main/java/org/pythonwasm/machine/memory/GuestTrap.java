package org.pythonwasm.machine.memory;

/** The guest did what Wasm forbids, or was told to stop: its memory must not be used again. */
public final class GuestTrap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GuestTrap(String message) {
        super(message);
    }
}
