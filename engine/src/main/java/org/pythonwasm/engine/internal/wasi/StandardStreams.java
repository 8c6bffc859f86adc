package org.pythonwasm.engine.internal.wasi;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The guest's descriptors 0 to 2: the request channel. Same thread rule as the guest. */
public final class StandardStreams {
    private final ArrayDeque<byte[]> input = new ArrayDeque<>();
    private int inputOffset;
    private Consumer<byte[]> output = bytes -> { };
    private Consumer<byte[]> errors = bytes -> { };

    /** The host could not take output: the guest gets an I/O error. */
    public static final class WriteFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Puts bytes on the guest's stdin. */
    public void feed(byte[] bytes) {
        input.add(bytes);
    }

    /** Forgets input that was not read. */
    public void clearInput() {
        input.clear();
        inputOffset = 0;
    }

    /** Takes input that was not read, for a guest that reads elsewhere; null where there is none. */
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
     * What a guest writes.
     *
     * @throws WriteFailed the host cannot take it
     */
    public void emit(int fd, byte[] bytes) {
        (fd == 1 ? output : errors).accept(bytes);
    }

    /** Reads stdin; answers how many bytes, 0 where none wait. */
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
