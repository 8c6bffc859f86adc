package org.pythonwasm.machine.files;

import java.io.IOException;

/** A request of the guest is not possible: the guest receives the error number, and raises an {@code OSError}. */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    final int errno;

    /** @param errno one of {@link Errno} */
    public ErrnoException(int errno) {
        super("error number " + errno);
        this.errno = errno;
    }

    /** Omitted: scripts cause any number of these exceptions, and nobody reads the trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
