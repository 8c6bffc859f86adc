package org.pythonwasm.machine.wasi;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The guest's descriptors 0 to 2: the request channel. Same thread rule as the guest. */
public final class StandardStreams {
    private final ArrayDeque<byte[]> input = new ArrayDeque<>();
    private int inputOffset;
    private Consumer<byte[]> output = bytes -> { };
    private Consumer<byte[]> errors = bytes -> { };

    /** The host could not accept output: the guest gets an I/O error. */
    public static final class WriteFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    StandardStreams() {
    }

    /** Puts bytes on the guest's stdin. */
    public void feed(byte[] bytes) {
        input.add(bytes);
    }

    /** Forgets input that has not been read. */
    public void clearInput() {
        input.clear();
        inputOffset = 0;
    }

    /** Takes unread input, for a guest that reads elsewhere; null if there is none. */
    public byte[] takeInput() {
        byte[] taken = input.poll();
        inputOffset = 0;
        return taken;
    }

    public void setOutput(Consumer<byte[]> stdout, Consumer<byte[]> stderr) {
        output = stdout;
        errors = stderr;
    }

    /**
     * Receives the output of a guest.
     *
     * @throws WriteFailed if the host cannot accept it
     */
    public void emit(int fd, byte[] bytes) {
        (fd == 1 ? output : errors).accept(bytes);
    }

    /** Reads stdin; returns the number of bytes, 0 if there are none. */
    int read(byte[] into, int start, int length) {
        byte[] head = input.peek();
        if (head == null) {
            return 0;
        }
        int size = Math.min(length, head.length - inputOffset);
        System.arraycopy(head, inputOffset, into, start, size);
        inputOffset += size;
        if (inputOffset == head.length) {
            input.remove();
            inputOffset = 0;
        }
        return size;
    }
}
