package org.pythonwasm.machine.memory;

/** The guest called {@code proc_exit}: CPython gave up or a script reached the C function {@code exit}. */
public final class GuestExit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public GuestExit(int status) {
        super("the guest ended itself with status " + status);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
