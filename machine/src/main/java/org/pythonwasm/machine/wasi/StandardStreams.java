package org.pythonwasm.machine.wasi;

/** A guest's descriptors 0 to 2. Same thread rule as the guest. */
public interface StandardStreams {
    /** The host could not take output: the guest gets an I/O error. */
    final class WriteFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Reads stdin. Returns how many bytes, 0 if none wait. */
    int read(byte[] into, int start, int length);

    /**
     * Receives the output of a guest.
     *
     * @throws WriteFailed if the host cannot accept it
     */
    void emit(int fd, byte[] bytes);
}
