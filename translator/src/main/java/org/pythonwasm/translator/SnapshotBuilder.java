package org.pythonwasm.translator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.pythonwasm.machine.code.CodeTier;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.memory.Coverage;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.Snapshot;
import org.pythonwasm.machine.wasi.RequestStreams;
import org.pythonwasm.machine.wasi.Wasi;

/**
 * Runs a freshly translated guest in the build, to initialise it for the snapshot, and to record the functions that a
 * start runs.
 */
final class SnapshotBuilder {
    private static final byte LATIN_1 = 7;
    private static final long MEMORY = 256L << 20;
    /** Two builds make one snapshot. A fork has the clocks of its runtime. */
    private static final Grants OF_EACH_BUILD =
            Grants.NONE.withClock(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));
    /** The first requests of an application, in the words of docs/protocol.md: lines of JSON, then requests in the binary form. */
    private static final String[] FIRST_LINES = {
        "{\"op\":\"hello\",\"token\":\"t\",\"protocol\":6}\n", "{\"op\":\"scope\"}\n",
    };

    private static final String[][] FIRST_REQUESTS = {
        {"1+1", "<python>"},
        {"def f(x): return x * 2\nprint(f([1, 'b']))\nf([1, 'b'])", "<python>"},
    };

    private final GuestModule module;
    private final byte[] archive;
    private final GuestExports code;

    SnapshotBuilder(GuestModule module, byte[] archive, Map<String, byte[]> classes) {
        this.module = module;
        this.archive = archive;
        this.code = load(classes);
    }

    private static GuestExports load(Map<String, byte[]> classes) {
        var loader = new ClassLoader(SnapshotBuilder.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                byte[] bytes = classes.get(name.replace('.', '/'));
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null
                            ? loaded
                            : bytes == null
                                    ? super.loadClass(name, resolve)
                                    : defineClass(name, bytes, 0, bytes.length);
                }
            }
        };
        try {
            return (GuestExports) loader.loadClass(GuestExports.GENERATED_CLASS)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the translated guest does not load", e);
        }
    }

    private Wasi wasi(RequestStreams streams) {
        return new Wasi(streams, () -> archive, OF_EACH_BUILD, List.of()).withoutTicks();
    }

    /** Of a guest that has initialised CPython and its prelude. */
    Snapshot takeSnapshot() {
        var streams = new RequestStreams();
        streams.setOutput(System.out::writeBytes, System.err::writeBytes);
        var wasi = wasi(streams);
        var guest = new GuestInstance(
                module.initialMemory(GuestInstance.PAGE), module.initialPages(), module.stackPointer(), MEMORY, wasi);
        code._initialize(guest);
        if (code.pw_init(guest) != 0) {
            throw new IllegalStateException("the guest did not initialise, see above");
        }
        return Snapshot.take(guest, code.pw_interrupt_cells(guest));
    }

    /** Returns the functions that run between a fork and the replies to an application's first requests. */
    BitSet functionsOfAStart(Snapshot snapshot) {
        Coverage.take();
        var streams = new RequestStreams();
        var guest = snapshot.fork(MEMORY, wasi(streams));
        CodeTier.count(guest, snapshot.interruptCells());
        var replies = new ByteArrayOutputStream();
        streams.setOutput(replies::writeBytes, System.err::writeBytes);
        for (String line : FIRST_LINES) {
            streams.feed(line.getBytes(StandardCharsets.UTF_8));
            code.pw_serve(guest);
        }
        for (String[] request : FIRST_REQUESTS) {
            byte[] bytes = evaluation(request[0], request[1]);
            System.arraycopy(bytes, 0, guest.bytes, code.pw_reserve(bytes.length, guest), bytes.length);
            code.pw_request(bytes.length, guest);
        }
        requireSuccess(replies.toString(StandardCharsets.US_ASCII));
        return Coverage.take();
    }

    /** Operation 1 with the members 0 and 1, the texts of source and file. */
    private static byte[] evaluation(String source, String file) {
        var bytes = ByteBuffer.allocate(14 + source.length() + file.length()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 1).put((byte) 2);
        byte member = 0;
        for (String text : List.of(source, file)) {
            bytes.put(member++).put(LATIN_1).putInt(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.array();
    }

    /** A request that the guest refuses, such as another version of the protocol, is not one of an application. */
    private static void requireSuccess(String replies) {
        if (replies.contains("{\"error\":")) {
            throw new IllegalStateException("the guest refused a request of the build: " + replies);
        }
    }
}
