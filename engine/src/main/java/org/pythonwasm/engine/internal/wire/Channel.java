package org.pythonwasm.engine.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.internal.object.RaisedInPython;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.machine.memory.GuestTrap;
import org.pythonwasm.machine.wasi.RequestStreams;
import org.pythonwasm.machine.wasi.StandardStreams;

/**
 * The host's side of the protocol: requests on the guest's stdin, messages on its stdout. Requests of the guest (a line
 * of input, a call of a Java object) are served here, while the guest is still in its write.
 */
public final class Channel {
    public static final int PROTOCOL = 6;

    private static final int MOST_OF_A_MESSAGE = 1 << 16;
    private static final int LEAST_OF_A_MESSAGE = 40;

    private final Calls calls;
    private final ObjectTable references;
    private final RequestStreams requests;
    private final Streams streams;
    private final GuestOutput output;
    private Map<String, Object> reply;
    private long printed;
    private RuntimeException streamFailure;
    private final Reply lines = new Lines();

    /** The session of the guest behind this channel. */
    public interface Calls {
        Limits limits();

        /** Called after a callback: a guest that has died in it must not be entered again. */
        void requireAlive();

        LimitExceededException tooLarge(String what);

        /** Ends the guest: its output violates the protocol. */
        GuestDiedException broken(Exception e);
    }

    public Channel(Calls calls, ObjectTable references, RequestStreams requests, Streams streams) {
        this.calls = calls;
        this.references = references;
        this.requests = requests;
        this.streams = streams;
        this.output = new GuestOutput(this::receive, this::printPlain, this::checkSize);
        requests.setOutput(output::accept, bytes -> print(streams.err, new String(bytes, StandardCharsets.UTF_8)));
    }

    Calls calls() {
        return calls;
    }

    ObjectTable references() {
        return references;
    }

    public String token() {
        return output.token();
    }

    /** Prepares for the output and the reply of a call that is no part of another. */
    public void begin() {
        printed = 0;
        streamFailure = null;
    }

    /** Puts a request on the guest's stdin. */
    public void send(String operation, RequestWriter.Body body) {
        reply = null;
        // First, for what the body names is reachable until it is written, and perhaps no longer.
        var released = references.takeReleased();
        try {
            feed(message -> {
                message.text("op", operation);
                body.write(message);
                if (!released.isEmpty()) {
                    message.values("release", released);
                }
            });
        } catch (RuntimeException | Error e) {
            references.releaseLater(released);
            throw e;
        }
    }

    /** Whatever the guest has left unread belonged to a message whose reply an exception has cut off. */
    private void feed(Message body) {
        byte[] line = orTakeBack(() -> line(body));
        requests.clearInput();
        requests.feed(line);
        references.told();
    }

    /** Writes what Python is to be told. */
    private <T> T orTakeBack(Supplier<T> writing) {
        int mark = references.mark();
        try {
            return writing.get();
        } catch (RuntimeException | Error e) {
            references.takeBack(mark);
            throw e;
        }
    }

    /** Writes one message's members. */
    private interface Message {
        void write(JsonRequest message) throws IOException;
    }

    private byte[] line(Message body) {
        var bytes =
                inPartsIfNeeded(inParts -> Json.write(new Line(calls.limits().valueBytes()), json -> {
                    json.writeStartObject();
                    body.write(new JsonRequest(json, references, inParts));
                    json.writeEndObject();
                }));
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** Writes a message. If a value is nested too deeply, which is rare, the message is written again, in parts. */
    private static <T> T inPartsIfNeeded(Function<Boolean, T> message) {
        try {
            return message.apply(false);
        } catch (ValueWriter.TooDeep e) {
            return message.apply(true);
        }
    }

    /** A line that its limit bounds. */
    private static final class Line extends ByteArrayOutputStream {
        private final int limit;

        Line(int limit) {
            super(256);
            this.limit = limit;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length > limit - count) {
                throw new IllegalArgumentException(
                        "a value is longer than " + limit + " bytes of JSON, its limit (Limits.valueBytes)");
            }
            super.write(bytes, offset, length);
        }
    }

    private void checkSize(int bytes) {
        if (bytes > calls.limits().valueBytes()) {
            throw calls.tooLarge("the guest sends a message of " + bytes + " bytes");
        }
    }

    /** A request has ended: passes on output that has no line end yet. */
    void endOutput() {
        output.flush();
    }

    /** Returns the last reply, or null if the guest gave none. */
    public Map<String, Object> takeReply() {
        var taken = reply;
        reply = null;
        return taken;
    }

    /** Returns whether the last reply is an error; the reply stays for {@link #takeReply()}. */
    public boolean hasError() {
        return reply != null && reply.containsKey("error");
    }

    /** Makes an error that stands beside a reply's value the next reply to be taken. */
    public void setError(Object error) {
        reply = Map.of("error", error);
    }

    /** Returns the exception that a writer or reader of the application threw during this call, or null. */
    public RuntimeException streamFailure() {
        return streamFailure;
    }

    /** Returns the form of a value, by which a change is found. */
    public Form form(Object value, String path) {
        return new Form.Text(orTakeBack(() -> inPartsIfNeeded(
                inParts -> Json.text(json -> JsonRequest.write(value, path, json, references, inParts)))));
    }

    /** Returns the bytes of a value's JSON text. */
    public byte[] bytes(Object value) {
        byte[] bytes = orTakeBack(() -> Json.write(
                        new ByteArrayOutputStream(64),
                        json -> ValueWriter.byValue(json, references).write(value, "value"))
                .toByteArray());
        // They are sent later, in a column.
        references.told();
        return bytes;
    }

    /** Returns the value of a JSON text. */
    public Object value(byte[] bytes, int offset, int length) {
        try (var json = Json.FACTORY.createParser(bytes, offset, length)) {
            json.nextToken();
            return new ValueReader(json, references).read();
        } catch (LimitExceededException | GuestTrap e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw calls.broken(e);
        }
    }

    private void receive(byte[] bytes, int offset, int length) {
        var message = parse(bytes, offset, length);
        if (message.get("out") instanceof String text) {
            print(streams.out, text);
        } else if (message.get("err") instanceof String text) {
            print(streams.err, text);
        } else if (message.containsKey("read")) {
            reply(() -> streams.in.get(), lines);
        } else if (message.get("call") instanceof Integer object) {
            if (message.get("dropped") instanceof List<?> dropped) {
                references.drop(dropped);
            }
            reply(() -> references.object(object).call(member(message), arguments(message), keywords(message)), lines);
        } else {
            reply = message;
        }
    }

    Map<String, Object> parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /** A message; one that is none ends the guest. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> parse(byte[] bytes, int offset, int length) {
        return read(() -> {
            try (var json = Json.FACTORY.createParser(bytes, offset, length)) {
                json.nextToken();
                if (new ValueReader(json, references).read() instanceof Map<?, ?> message) {
                    return (Map<String, Object>) message;
                }
                throw new IOException("it is no object");
            }
        });
    }

    /** Reads a message. */
    interface Reading<T> {
        T read() throws IOException;
    }

    /** A guest may write anything: a message that cannot be read ends it. */
    static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (LimitExceededException | GuestTrap e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new GuestTrap("a message of the guest breaks the protocol: " + Excerpt.of(e.toString(), 500));
        }
    }

    /** Null to call the object itself. */
    private static String member(Map<String, Object> message) {
        return (String) message.get("member");
    }

    @SuppressWarnings("unchecked")
    private static List<Object> arguments(Map<String, Object> message) {
        return (List<Object>) message.get("args");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> keywords(Map<String, Object> message) {
        return (Map<String, Object>) message.get("kwargs");
    }

    /** The request that the guest waits for. */
    interface HostCall {
        Object get() throws Throwable;
    }

    /** The way of a reply to the guest. */
    interface Reply {
        void value(Object value);

        /** The exception of that number, which a nested request raised, passes on. */
        void again(int number);

        /** Java threw. */
        void thrown(String type, String message, int number, boolean interrupted);
    }

    private final class Lines implements Reply {
        @Override
        public void value(Object value) {
            feed(message -> message.value("value", value, "result"));
        }

        @Override
        public void again(int number) {
            feed(message -> message.number("again", number));
        }

        @Override
        public void thrown(String type, String text, int number, boolean interrupted) {
            feed(message -> {
                message.text("class", type);
                message.value("message", text, "message");
                message.number("thrown", number);
                message.flag("interrupted", interrupted);
            });
        }
    }

    /** Anything but the end of the JVM or of this guest is raised in Python. */
    void reply(HostCall call, Reply reply) {
        try {
            Object value = call.get();
            calls.requireAlive();
            reply.value(value);
        } catch (VirtualMachineError | GuestTrap | LimitExceededException e) {
            throw e;
        } catch (Throwable e) {
            calls.requireAlive();
            raise(e, reply);
        }
    }

    private void raise(Throwable e, Reply reply) {
        var raised = e instanceof PythonException python ? references.raised(python) : null;
        if (raised != null) {
            reply.again(raised);
            return;
        }
        if (e instanceof RaisedInPython error) {
            reply.thrown(error.type(), Surrogates.replaceSurrogates(messageOf(e)), -1, false);
            return;
        }
        String name = Surrogates.shorten(e.getClass().getName(), calls.limits().valueBytes() / 8);
        String text = Surrogates.replaceSurrogates(messageOf(e));
        reply.thrown(name, text, references.keepThrown(e), e instanceof InterruptedException);
    }

    /**
     * Returns the largest number of characters of an exception's message. It is bounded, because the description of a
     * Python exception may repeat the message several times.
     */
    private int mostOfAMessage() {
        return Math.min(
                MOST_OF_A_MESSAGE, Math.max(LEAST_OF_A_MESSAGE, calls.limits().valueBytes() / 64));
    }

    /** Returns the message of an exception. The application wrote the method for it, which may fail. */
    private String messageOf(Throwable e) {
        try {
            return Surrogates.shorten(e.getMessage(), mostOfAMessage());
        } catch (VirtualMachineError | GuestTrap | LimitExceededException ends) {
            throw ends;
        } catch (Throwable failure) {
            calls.requireAlive();
            return Surrogates.shorten(
                    "its getMessage() threw " + failure.getClass().getName(), mostOfAMessage());
        }
    }

    private void printPlain(String text) {
        print(streams.out, text);
    }

    /** A stream that fails makes the guest's write fail: {@code OSError} in the script, with the failure as its cause. */
    private void print(Consumer<String> stream, String text) {
        printed += text.length();
        long limit = calls.limits().outputBytes();
        if (printed > limit) {
            throw new LimitExceededException(Reason.OUTPUT, "printed more than " + limit + " characters in one call");
        }
        try {
            stream.accept(text);
        } catch (RuntimeException e) {
            calls.requireAlive();
            streamFailure = e;
            throw new StandardStreams.WriteFailed();
        }
        calls.requireAlive();
    }
}
