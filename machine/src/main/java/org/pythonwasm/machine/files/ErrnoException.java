package org.pythonwasm.machine.files;

import java.io.IOException;

/** What the guest asked for is not possible: it gets the error number, and makes an {@code OSError} of it. */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    final int errno;

    /** @param errno one of {@link Errno} */
    public ErrnoException(int errno) {
        super("error number " + errno);
        this.errno = errno;
    }

    /** Scripts cause as many as they like, and nobody reads it. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
