package org.pythonwasm.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.pythonwasm.engine.internal.GuestTrap;
import org.pythonwasm.engine.internal.Wasi;

/**
 * The host's side of the protocol: one request line on the guest's stdin, reply lines on its stdout. A line that lacks the
 * channel's token is plain output of the script, whatever it looks like.
 */
final class Channel {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE).maxNestingDepth(1000).build())
            .build();
    private static final byte RECORD = 0x1E;
    private static final int MAX_LINE = 512 << 20;
    /** Plain output without line ends is handed on in pieces of about this size, so that the output limit meets it. */
    private static final int MAX_PLAIN = 1 << 16;

    /** Writes the members of a request. */
    interface Request {
        void write(JsonGenerator json, ValueWriter values) throws IOException;
    }

    private final Wasi wasi;
    private final long outputLimit;
    private final String token = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final byte[] mark = ((char) RECORD + token).getBytes(StandardCharsets.US_ASCII);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Consumer<String> out = text -> { };
    private Consumer<String> err = text -> { };
    private Supplier<String> in = () -> "";
    private Map<String, Object> reply;
    private long printed;
    private boolean introduced;

    Channel(Wasi wasi, long outputLimit) {
        this.wasi = wasi;
        this.outputLimit = outputLimit;
        wasi.setOutput(this::receive, bytes -> print(err, new String(bytes, StandardCharsets.UTF_8)));
    }

    void setOutput(Consumer<String> newOut, Consumer<String> newErr) {
        out = newOut;
        err = newErr;
    }

    /** @param lines answers the next line with its line end, or an empty text at the end of input */
    void setInput(Supplier<String> lines) {
        in = lines;
    }

    /** Lets the guest know the token, which a typed call's error report needs, by a request that does nothing. */
    void introduce(PythonInterpreter interpreter) {
        if (!introduced) {
            interpreter.request("release", (json, values) -> {
                json.writeArrayFieldStart("handles");
                json.writeEndArray();
            });
        }
    }

    /** Puts a request before the guest. */
    void send(String operation, Request request) {
        introduced = true;
        reply = null;
        printed = 0;
        wasi.clearInput();
        wasi.feed(encode(operation, request));
    }

    /** Readies for output and an error report of a typed call, which has no request. */
    void expectNothing() {
        reply = null;
        printed = 0;
    }

    private byte[] encode(String operation, Request request) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("token", token);
            json.writeStringField("op", operation);
            request.write(json, new ValueWriter(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** The last reply, or null where the guest gave none. */
    Map<String, Object> takeReply() {
        var taken = reply;
        reply = null;
        return taken;
    }

    /** The JSON text of a value, to tell whether a value has changed. */
    static String text(Object value, String path) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            new ValueWriter(json).write(value, path, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void receive(byte[] bytes) {
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, start, i + 1 - start);
                start = i + 1;
                finishLine();
            }
        }
        line.write(bytes, start, bytes.length - start);
        if (line.size() > MAX_PLAIN && !isMarked(line.toByteArray())) {
            finishLine();
        }
        if (line.size() > MAX_LINE) {
            throw new GuestTrap("a line of output is longer than " + MAX_LINE + " bytes");
        }
    }

    private void finishLine() {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (isMarked(bytes)) {
            handle(parse(bytes));
        } else {
            print(out, new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private boolean isMarked(byte[] bytes) {
        return bytes.length > mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> parse(byte[] bytes) {
        try (var json = JSON.createParser(bytes, mark.length, bytes.length - mark.length)) {
            json.nextToken();
            return (Map<String, Object>) new ValueReader(json).read();
        } catch (IOException e) {
            throw new UncheckedIOException("the guest's reply cannot be read", e);
        }
    }

    private void handle(Map<String, Object> message) {
        if (message.get("out") instanceof String text) {
            print(out, text);
        } else if (message.get("err") instanceof String text) {
            print(err, text);
        } else if (message.containsKey("read")) {
            answerRead();
        } else {
            reply = message;
        }
    }

    private void answerRead() {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("line", in.get());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.write('\n');
        wasi.feed(bytes.toByteArray());
    }

    private void print(Consumer<String> stream, String text) {
        printed += text.length();
        if (printed > outputLimit) {
            throw new OutputLimitExceeded(outputLimit);
        }
        stream.accept(text);
    }

    /** Ends the guest that prints too much. */
    static final class OutputLimitExceeded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutputLimitExceeded(long limit) {
            super("printed more than " + limit + " characters in one call");
        }
    }
}
