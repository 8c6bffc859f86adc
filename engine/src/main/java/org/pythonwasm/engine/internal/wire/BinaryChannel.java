package org.pythonwasm.engine.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.pythonwasm.machine.memory.ExchangeCells;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.JavaCalls;

/**
 * The host's side of requests whose values travel in the binary form, and of Java functions that the guest calls that way.
 * Belongs to a session of the built-in guest; same thread rule.
 */
public final class BinaryChannel implements JavaCalls.Target {
    /** Stands for the value of a request that raised; the {@link Channel} has the error. */
    public static final Object RAISED = new Object();

    private static final int VALUE = 0;
    private static final int AGAIN = 1;
    private static final int THROWN = 2;
    /** Of a message that found no room: the guest raises MemoryError. */
    private static final int NO_ROOM = -1;

    private static final int LEAST_ROOM = 1 << 12;

    private final Channel.Calls calls;
    private final ObjectTable references;
    private final Channel channel;
    private final GuestInstance guest;
    private final ExchangeCells cells;
    private final Port port;
    /** Null while one is in use: what a value is asked for may make requests of its own. */
    private BinaryWriter spare;

    /** The guest's code. */
    public interface Port {
        /** Runs what follows inside a call. */
        int run(IntSupplier guestCode);

        /** Returns the address of room for a message of that size, or 0. */
        int reserve(int size);

        /** Has the guest perform the request that was put before it; not 0 if there is no reply. */
        int perform(int length);
    }

    public BinaryChannel(Channel channel, GuestInstance guest, ExchangeCells cells, Port port) {
        this.calls = channel.calls();
        this.references = channel.references();
        this.channel = channel;
        this.guest = guest;
        this.cells = cells;
        this.port = port;
        guest.javaCalls.answerWith(this);
    }

    public static boolean carries(String operation) {
        return BinaryRequest.isOperation(operation);
    }

    /** The value of a request, or {@link #RAISED}. */
    public Object request(String operation, RequestWriter.Body body) {
        channel.takeReply();
        var writer = takeWriter();
        int mark = references.mark();
        try {
            write(writer, operation, body, mark);
            var reply = new Object[1];
            port.run(() -> {
                int failed = port.perform(send(writer, mark));
                channel.endOutput();
                reply[0] = failed == 0 ? readReply() : RAISED;
                return failed;
            });
            return reply[0];
        } finally {
            spare = writer;
        }
    }

    private BinaryWriter takeWriter() {
        var writer = spare == null ? new BinaryWriter(references) : spare;
        spare = null;
        writer.begin(calls.limits().valueBytes());
        return writer;
    }

    private void write(BinaryWriter writer, String operation, RequestWriter.Body body, int mark) {
        // First, for what the body names is reachable until it is written, and perhaps no longer.
        var released = references.takeReleased();
        try {
            var request = new BinaryRequest(writer, operation);
            body.write(request);
            if (!released.isEmpty()) {
                request.values("release", released);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a request is written to memory", e);
        } catch (RuntimeException | Error e) {
            references.takeBack(mark);
            references.releaseLater(released);
            throw e;
        }
    }

    /** Puts a message before the guest; its length. */
    private int send(BinaryWriter writer, int mark) {
        int size = writer.length();
        int room = cells.roomFor(size);
        if (room == 0) {
            room = port.reserve(Math.max(LEAST_ROOM, size));
            if (room == 0) {
                references.takeBack(mark);
                return NO_ROOM;
            }
            guest.checkRange(room, size);
        }
        writer.copyTo(guest.bytes, room);
        references.told();
        return size;
    }

    private BinaryReader message() {
        int size = cells.size();
        if (size > calls.limits().valueBytes()) {
            throw calls.tooLarge("the guest sends a message of " + size + " bytes");
        }
        return new BinaryReader(guest.bytes, cells.message(), size, references);
    }

    private Object readReply() {
        return Channel.read(() -> {
            var message = message();
            boolean error = message.oneByte() != VALUE;
            Object value = message.read();
            List<?> dropped = (List<?>) message.read();
            if (error) {
                // An attribute of the error may be the last that stood for a Java object.
                channel.setError(channel.parse((String) value));
            }
            references.drop(dropped);
            return error ? RAISED : value;
        });
    }

    private record Arguments(String member, List<Object> positional, Map<String, Object> keywords) {}

    @SuppressWarnings("unchecked")
    private Arguments readArguments() {
        return Channel.read(() -> {
            var message = message();
            String member = (String) message.read();
            var positional = Objects.requireNonNull((List<Object>) message.read(), "arguments");
            var keywords = (Map<String, Object>) message.read();
            if (message.read() instanceof List<?> dropped) {
                references.drop(dropped);
            }
            return new Arguments(member, positional, keywords == null ? new LinkedHashMap<>() : keywords);
        });
    }

    /** The guest calls a Java object or one of its methods: its arguments are the message, the reply is put before the guest. */
    @Override
    public int call(int number) {
        var arguments = readArguments();
        var reply = new BinaryReply();
        channel.reply(
                () -> references.object(number).call(arguments.member(), arguments.positional(), arguments.keywords()),
                reply);
        return reply.length;
    }

    private final class BinaryReply implements Channel.Reply {
        private int length;

        @Override
        public void value(Object value) {
            reply(VALUE, writer -> writer.write(value, "result"));
        }

        @Override
        public void again(int number) {
            reply(AGAIN, writer -> writer.write(number, "number"));
        }

        @Override
        public void thrown(String type, String message, int number, boolean interrupted) {
            reply(THROWN, writer -> writer.arguments(new Object[] {type, message, number, interrupted}));
        }

        private void reply(int kind, Consumer<BinaryWriter> content) {
            var writer = takeWriter();
            int mark = references.mark();
            try {
                writer.oneByte(kind);
                content.accept(writer);
                length = send(writer, mark);
            } catch (RuntimeException | Error e) {
                references.takeBack(mark);
                throw e;
            } finally {
                spare = writer;
            }
        }
    }

    /** Returns the form of a value, by which a change is found. */
    public Form form(Object value, String path) {
        var writer = takeWriter();
        int mark = references.mark();
        try {
            writer.write(value, path);
            byte[] bytes = new byte[writer.length()];
            writer.copyTo(bytes, 0);
            return new Form.Binary(ByteBuffer.wrap(bytes));
        } catch (RuntimeException | Error e) {
            references.takeBack(mark);
            throw e;
        } finally {
            spare = writer;
        }
    }
}
