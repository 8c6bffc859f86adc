package org.pythonwasm.machine.wasi;

/** A guest's descriptors 0 to 2. Same thread rule as the guest. */
public interface StandardStreams {
    /** The host could not take output: the guest gets an I/O error. */
    final class WriteFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Reads stdin. Returns how many bytes, 0 where none wait. */
    int read(byte[] into, int start, int length);

    /**
     * What a guest writes.
     *
     * @throws WriteFailed the host cannot take it
     */
    void emit(int fd, byte[] bytes);
}
