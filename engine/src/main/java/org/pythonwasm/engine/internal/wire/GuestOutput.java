package org.pythonwasm.engine.internal.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Separates the guest's messages from plain output on its stdout: a message begins a write with RS and the token, and
 * ends a write with the first line feed. All other output is plain, whatever it looks like.
 */
public final class GuestOutput {
    private static final byte RECORD = 0x1E;
    /** Plain output without line ends is passed on in pieces of about this size, so that the output limit meets it. */
    private static final int MAX_PLAIN = 1 << 16;

    /** Receives the JSON of a message. */
    public interface Messages {
        void accept(byte[] bytes, int offset, int length);
    }

    /** Ends a message that is too long. */
    public interface SizeCheck {
        void check(int bytes);
    }

    private static final class Buffer extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }

    private final String token =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final byte[] mark = ((char) RECORD + token).getBytes(StandardCharsets.US_ASCII);
    private final Messages messages;
    private final Consumer<String> plain;
    private final SizeCheck size;
    private Buffer text = new Buffer();
    private Buffer message;

    public GuestOutput(Messages messages, Consumer<String> plain, SizeCheck size) {
        this.messages = messages;
        this.plain = plain;
        this.size = size;
    }

    String token() {
        return token;
    }

    public void accept(byte[] bytes) {
        boolean begins = bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
        if (begins) {
            flush();
            message = new Buffer();
        }
        if (message == null) {
            acceptPlain(bytes);
        } else {
            acceptMessage(bytes, begins ? mark.length : 0);
        }
    }

    private void acceptMessage(byte[] bytes, int offset) {
        boolean ends = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
        Buffer begun = message;
        if (ends) {
            message = null;
        }
        size.check((int) Math.min((long) begun.size() + bytes.length, Integer.MAX_VALUE));
        if (ends && begun.size() == 0) {
            messages.accept(bytes, offset, bytes.length - offset);
            return;
        }
        begun.write(bytes, offset, bytes.length - offset);
        if (ends) {
            messages.accept(begun.bytes(), 0, begun.size());
        }
    }

    private void acceptPlain(byte[] bytes) {
        text.write(bytes, 0, bytes.length);
        byte[] all = text.bytes();
        int end = text.size();
        while (end > 0 && all[end - 1] != '\n') {
            end--;
        }
        if (end == 0 && text.size() > MAX_PLAIN) {
            end = wholeCharacters(all, text.size());
        }
        print(end);
    }

    /** Returns the end of the last complete character in UTF-8. */
    private static int wholeCharacters(byte[] bytes, int size) {
        int start = size;
        while (start > size - 4 && (bytes[start - 1] & 0xC0) == 0x80) {
            start--;
        }
        return (bytes[start - 1] & 0x80) == 0 ? size : start - 1;
    }

    /** Passes on output that has no line end yet. */
    public void flush() {
        print(text.size());
    }

    private void print(int end) {
        if (end == 0) {
            return;
        }
        Buffer printed = text;
        text = new Buffer();
        text.write(printed.bytes(), end, printed.size() - end);
        plain.accept(new String(printed.bytes(), 0, end, StandardCharsets.UTF_8));
    }
}
