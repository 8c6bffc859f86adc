package org.pythonwasm.machine.wasi;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The request channel: requests on the guest's stdin, messages on its stdout. Same thread rule as the guest. */
public final class RequestStreams implements StandardStreams {
    private final ArrayDeque<byte[]> input = new ArrayDeque<>();
    private int inputOffset;
    private Consumer<byte[]> output = bytes -> {};
    private Consumer<byte[]> errors = bytes -> {};

    /** Puts bytes on the guest's stdin. */
    public void feed(byte[] bytes) {
        input.add(bytes);
    }

    /** Forgets input that was not read. */
    public void clearInput() {
        input.clear();
        inputOffset = 0;
    }

    /** Takes input that was not read, for a guest that reads elsewhere; null if there is none. */
    public byte[] takeInput() {
        byte[] taken = input.poll();
        inputOffset = 0;
        return taken;
    }

    public void setOutput(Consumer<byte[]> stdout, Consumer<byte[]> stderr) {
        output = stdout;
        errors = stderr;
    }

    @Override
    public void emit(int fd, byte[] bytes) {
        (fd == 1 ? output : errors).accept(bytes);
    }

    @Override
    public int read(byte[] into, int start, int length) {
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
