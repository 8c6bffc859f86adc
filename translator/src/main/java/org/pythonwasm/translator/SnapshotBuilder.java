package org.pythonwasm.translator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
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
    private static final long MEMORY = 256L << 20;
    /** The first requests of an application, in the form of docs/protocol.md. */
    private static final String[] FIRST_REQUESTS = {
        "{\"op\":\"hello\",\"token\":\"t\",\"protocol\":4}\n",
        "{\"op\":\"eval\",\"source\":\"1+1\",\"file\":\"<python>\"}\n",
        "{\"op\":\"run\",\"do\":\"eval\",\"source\":\"def f(x): return x * 2\\nprint(f(a))\\nf(a)\","
                + "\"file\":\"<python>\",\"set\":[\"a\",[1,\"b\"]],\"delete\":[]}\n",
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
                    return loaded != null ? loaded
                            : bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
                }
            }
        };
        try {
            return (GuestExports) loader.loadClass(GuestExports.GENERATED_CLASS).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the translated guest does not load", e);
        }
    }

    private Wasi wasi(RequestStreams streams) {
        return new Wasi(streams, () -> archive, Grants.NONE, List.of());
    }

    /** Of a guest that has initialised CPython and its prelude. */
    Snapshot takeSnapshot() {
        var streams = new RequestStreams();
        streams.setOutput(System.out::writeBytes, System.err::writeBytes);
        var wasi = wasi(streams);
        var guest = new GuestInstance(module.initialMemory(GuestInstance.PAGE), module.initialPages(),
                module.stackPointer(), MEMORY, wasi);
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
        var answers = new ByteArrayOutputStream();
        streams.setOutput(answers::writeBytes, System.err::writeBytes);
        for (String request : FIRST_REQUESTS) {
            streams.feed(request.getBytes(StandardCharsets.UTF_8));
            code.pw_serve(guest);
        }
        requireSuccess(answers.toString(StandardCharsets.US_ASCII));
        return Coverage.take();
    }

    /**
     * Fails if the guest refused a request, for instance because of another version of the protocol: an application
     * would not send it.
     */
    private static void requireSuccess(String answers) {
        if (answers.contains("{\"error\":")) {
            throw new IllegalStateException("the guest refused a request of the build: " + answers);
        }
    }
}
