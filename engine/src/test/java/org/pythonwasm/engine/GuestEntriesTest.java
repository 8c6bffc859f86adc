package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.internal.guest.BuiltInGuest;
import org.pythonwasm.engine.internal.guest.GuestMemory;
import org.pythonwasm.engine.internal.guest.GuestTemplate;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.TableSignature;
import org.pythonwasm.engine.typed.TypedAggregate;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.translator.BuildGuest;

/**
 * Whichever export of the guest does not end, it is under a limit and can be ended from outside. Each is entered for real, and
 * stays inside one operation for real: its allocator walks a ring for ever, in which no exception can be raised.
 */
@Timeout(300)
class GuestEntriesTest {
    /** Those run in the build, before there is a session. */
    private static final Set<String> OF_THE_BUILD = Set.of("_initialize", "pw_init", "pw_interrupt_cells");
    /** Nobody calls them. */
    private static final Set<String> UNUSED = Set.of("pw_undefine");
    /** They have no loop: one returns an address, the other hands back what pw_attach took. */
    private static final Set<String> STRAIGHT = Set.of("pw_list_of_rows", "pw_detach");

    private static final Map<String, Entry> ENTRIES = new HashMap<>();

    private final PythonInterpreter python = PythonRuntime.shared().open();
    /** How the call is ended once it is where it does not end. */
    private Runnable whenThere = () -> {};

    private boolean poisoned;

    /** What a session does beforehand; answers what then does not end. */
    private interface Entry {
        Runnable prepare(GuestEntriesTest test);
    }

    private static final Signature TEXT = new Signature(List.of(parameter(ColumnType.TEXT)), ColumnType.TEXT);
    private static final Signature NUMBER = new Signature(List.of(parameter(ColumnType.INT64)), ColumnType.INT64);
    private static final TableSignature TABLE = new TableSignature(
            List.of(parameter(ColumnType.INT64)), List.of(new TableSignature.Column("n", ColumnType.INT64)));

    private static Signature.Parameter parameter(ColumnType type) {
        return new Signature.Parameter(type, false);
    }

    static {
        entry("pw_allocate for a longer argument", test -> {
            var batch = test.python.define("same", TEXT).newBatch(1);
            return test.there(() -> batch.setText(0, 0, "x".repeat(3_000)));
        });
        entry("pw_allocate for a batch", test -> {
            var same = test.python.define("same", TEXT);
            return test.there(() -> same.newBatch(500));
        });
        entry("pw_release for a longer argument", test -> {
            var batch = test.python.define("same", TEXT).newBatch(1);
            batch.setText(0, 0, "x".repeat(200_000));
            // What is asked for next comes from the end of the memory.
            return test.there(() -> batch.setText(0, 0, "x".repeat(3_000_000)));
        });
        entry(
                "pw_release for a batch",
                test -> test.there(test.python.define("same", TEXT).newBatch(500)::close));
        entry("pw_serve", test -> test.there(() -> test.python.compile("'" + "x".repeat(3_000) + "'")));
        entry("pw_reserve", test -> test.there(() -> test.python.set("x", "x".repeat(6_000))));
        entry("pw_request", test -> () -> test.python.eval("stick()"));
        entry("pw_request for a value", test -> test.there(() -> test.python.set("x", "x".repeat(3_000))));
        entry("pw_request for a handle that is released", test -> {
            ((PythonHandle) test.python.eval("Sticky()")).close();
            return () -> test.python.eval("1");
        });
        entry("pw_request for a handle", test -> ((PythonHandle) test.python.eval("stick"))::call);
        entry("pw_attach", test -> {
            test.python.exec("import sys; sys.setswitchinterval(0.123457)");
            // The guest prints by a system call, in which CPython lets go of its thread state.
            test.python.setOutput(
                    text -> {
                        takeTheLockForEver(GuestMemory.of(test.python.session()));
                        test.arrived();
                        test.python.eval("1");
                    },
                    text -> {});
            return () -> test.python.eval("print()");
        });
        entry("pw_define", test -> {
            test.python.exec("_python_wasm.resolve = lambda *rest: stick()");
            return () -> test.python.define("same", TEXT);
        });
        entry("pw_define_aggregate", test -> {
            test.python.exec("_python_wasm.resolve = lambda *rest: stick()");
            return () -> test.python.defineAggregate("same", NUMBER);
        });
        entry("pw_define_table", test -> {
            test.python.exec("_python_wasm.resolve = lambda *rest: stick()");
            return () -> test.python.defineTable("same", TABLE);
        });
        entry("pw_new_rows", test -> {
            test.python.exec("_python_wasm.row_type = lambda *rest: stick()");
            return () -> test.python.newRowList(TABLE.columns());
        });
        entry("pw_append_rows", test -> {
            test.python.exec("_python_wasm.uuid_of = lambda *rest: stick()");
            var rows = test.python.newRowList(List.of(new TableSignature.Column("id", ColumnType.UUID)));
            var batch = rows.newBatch(1);
            batch.setBytes(0, 0, new byte[16]);
            return () -> rows.append(batch, 1);
        });
        entry("pw_free_rows", test -> {
            test.python.exec("def add(rows): rows.append(Sticky())");
            var add = test.python.define("add", new Signature(List.of(parameter(ColumnType.ROWS)), ColumnType.TEXT));
            var rows = test.python.newRowList(TABLE.columns());
            var batch = add.newBatch(1);
            batch.setRows(0, 0, rows);
            add.call(batch, 1);
            return rows::close;
        });
        entry("pw_call", test -> {
            var function = test.python.define("stick_for", NUMBER);
            var batch = test.row(function.newBatch(1));
            return () -> function.call(batch, 1);
        });
        entry("pw_call_vectors", test -> {
            var function = test.python.defineVectorized("stick_for", NUMBER);
            var batch = test.row(function.newBatch(1));
            return () -> function.call(batch, 1);
        });
        entry("pw_accumulate", test -> {
            var aggregate = test.aggregate("accumulate");
            var rows = test.row(aggregate.newRows(1));
            return () -> aggregate.accumulate(rows, 0, 1);
        });
        entry("pw_finish", test -> {
            var aggregate = test.aggregate("finish");
            var results = test.row(aggregate.newResults(1));
            return () -> aggregate.finish(results, 1);
        });
        entry("pw_merge", test -> {
            var aggregate = test.aggregate("merge");
            var pairs = aggregate.newPairs(1);
            pairs.setLong(0, 0, 0);
            pairs.setLong(1, 0, 1);
            return () -> aggregate.merge(pairs, 1);
        });
        entry("pw_save", test -> {
            var aggregate = test.aggregate("__reduce_ex__");
            var saved = test.row(aggregate.newSaved(1));
            return () -> aggregate.save(saved, 1);
        });
        entry("pw_load", test -> {
            var aggregate = test.aggregate("__setstate__");
            var saved = test.row(aggregate.newSaved(1));
            test.python.exec("State.__getstate__ = lambda self: 1");
            aggregate.save(saved, 1);
            var loaded = test.row(aggregate.newLoaded(1));
            loaded.setBytes(1, 0, saved.getBytes(0));
            return () -> aggregate.load(loaded, 1);
        });
        entry("pw_forget", test -> {
            var aggregate = test.aggregate("__del__");
            aggregate.accumulate(test.row(aggregate.newRows(1)), 0, 1);
            return () -> aggregate.forget(0, 1);
        });
        entry("pw_open", test -> {
            var table = test.python.defineTable("stick_for", TABLE);
            var arguments = test.row(table.newArguments());
            return () -> table.open(arguments);
        });
        entry("pw_fetch", test -> {
            var table = test.python.defineTable("rows_behind_one", TABLE);
            var rows = table.open(test.row(table.newArguments()));
            var batch = table.newRows(2);
            return () -> rows.fetch(batch, 2);
        });
        entry("pw_close", test -> {
            var table = test.python.defineTable("rows_behind_one", TABLE);
            var rows = table.open(test.row(table.newArguments()));
            rows.fetch(table.newRows(1), 1);
            return rows::close;
        });
    }

    private static void entry(String name, Entry entry) {
        ENTRIES.put(name, entry);
    }

    private static String export(String name) {
        return name.split(" ")[0];
    }

    @AfterEach
    void close() {
        python.close();
    }

    private void prepare() {
        python.set("poison", (Runnable) () -> {
            if (!poisoned) {
                poison(python.session());
                poisoned = true;
                arrived();
            }
        });
        python.exec("""
                import _python_wasm

                def stick():
                    while True:
                        try:
                            poison()
                            bytes(5000)
                        except BaseException:
                            pass

                def same(text): return text
                def stick_for(n): stick()

                def rows_behind_one(n):
                    try:
                        yield n
                    finally:
                        stick()

                class Sticky:
                    def __del__(self): stick()
                """);
    }

    private TypedAggregate aggregate(String sticky) {
        python.exec("""
                class State:
                    def accumulate(self, n): pass
                    def merge(self, other): pass
                    def finish(self): return 0
                State.%s = lambda self, *rest: stick()
                """.formatted(sticky));
        return python.defineAggregate("State", NUMBER);
    }

    /** A row of a zero, or of a state's number and NULL. */
    private Batch row(Batch batch) {
        batch.setLong(0, 0, 0);
        return batch;
    }

    /** What does not end because the heap is poisoned before it begins. */
    private Runnable there(Runnable endless) {
        return () -> {
            poison(python.session());
            arrived();
            endless.run();
        };
    }

    private void arrived() {
        whenThere.run();
    }

    /** Of each size one free block lies between two that are used, and is its own child in the tree of the free ones. */
    private static void poison(Session session) {
        GuestMemory.keepHouse(session, () -> {
            var free = new ArrayList<Integer>();
            for (int size = 300; size < 1 << 20; size += size / 5) {
                GuestMemory.allocate(session, size);
                free.add(GuestMemory.allocate(session, size));
                GuestMemory.allocate(session, size);
            }
            free.forEach(block -> GuestMemory.release(session, block));
            var guest = GuestMemory.of(session);
            for (int block : free) {
                int root = root(guest, block);
                guest.writeInt(root + LEFT, root - HEADER);
                guest.writeInt(root + RIGHT, root - HEADER);
            }
        });
    }

    // Of a free block of dlmalloc, from the address that the user had of it.
    private static final int HEADER = 8;
    private static final int LEFT = 8;
    private static final int RIGHT = 12;
    private static final int PARENT = 16;

    private static int root(GuestInstance guest, int block) {
        int node = block;
        while (true) {
            int parent = guest.readInt(node + PARENT) + HEADER;
            if (guest.readInt(parent + LEFT) != node - HEADER && guest.readInt(parent + RIGHT) != node - HEADER) {
                return node;
            }
            node = parent;
        }
    }

    /** CPython's lock, by the interval in front of it and whoever had it last: nobody holds it, and nobody will ever give it back. */
    private static void takeTheLockForEver(GuestInstance guest) {
        for (int at = 0; at < guest.bytes.length - 12; at += 4) {
            if (guest.readInt(at) == 123_457 && guest.readInt(at + 4) != 0 && guest.readInt(at + 8) == 0) {
                guest.writeInt(at + 8, 1);
            }
        }
    }

    /** Each way in which a call ends that does not end by itself. */
    enum Ending {
        LIMIT {
            @Override
            void begin(PythonInterpreter python, String export) {
                python.setLimits(Limits.defaults().withWallTime(Duration.ofMillis(50)));
            }
        },
        CPU_LIMIT {
            @Override
            void begin(PythonInterpreter python, String export) {
                python.setLimits(Limits.defaults().withCpuTime(Duration.ofMillis(50)));
            }
        },
        INTERRUPT {
            @Override
            void begin(PythonInterpreter python, String export) {
                whenInside(export, python::interrupt);
            }
        },
        THREAD_INTERRUPT {
            @Override
            void begin(PythonInterpreter python, String export) {
                whenInside(export, Thread.currentThread()::interrupt);
            }
        },
        CLOSE {
            @Override
            void begin(PythonInterpreter python, String export) {
                whenInside(export, python::close);
            }
        };

        abstract void begin(PythonInterpreter python, String export);

        Reason reason() {
            return this == LIMIT || this == CPU_LIMIT ? Reason.TIMEOUT : Reason.INTERRUPTED;
        }

        /** An export may run Python, which an interrupt ends with an exception, before it comes to what does not end. */
        private static final long CPU_TIME_INSIDE = Duration.ofMillis(50).toNanos();

        private static void whenInside(String export, Runnable end) {
            Thread caller = Thread.currentThread();
            var thread = new Thread(
                    () -> {
                        var threads = ManagementFactory.getThreadMXBean();
                        long entered = -1;
                        while (caller.isAlive()) {
                            long now = threads.getThreadCpuTime(caller.getId());
                            if (!isInside(caller, export)) {
                                entered = -1;
                            } else if (entered < 0) {
                                entered = now;
                            } else if (now - entered > CPU_TIME_INSIDE) {
                                end.run();
                                return;
                            }
                            Thread.onSpinWait();
                        }
                    },
                    "ends a call");
            thread.setDaemon(true);
            thread.start();
        }

        private static boolean isInside(Thread caller, String export) {
            var methods = Arrays.stream(caller.getStackTrace())
                    .map(StackTraceElement::getMethodName)
                    .toList();
            return methods.contains(export) && !methods.contains("arrived");
        }
    }

    static Stream<Arguments> entries() {
        return ENTRIES.keySet().stream()
                .sorted()
                .flatMap(name -> Arrays.stream(Ending.values()).map(ending -> Arguments.of(name, ending)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("entries")
    void an_export_that_does_not_end_is_ended(String name, Ending ending) {
        prepare();
        var endless = ENTRIES.get(name).prepare(this);
        whenThere = () -> ending.begin(python, export(name));

        var died = assertThrows(GuestDiedException.class, endless::run);

        Thread.interrupted();
        assertEquals(ending.reason(), died.reason(), died.getMessage());
        assertTrue(
                Arrays.stream(died.getCause().getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals(export(name))),
                () -> "it died elsewhere: " + Arrays.toString(died.getCause().getStackTrace()));
        assertFalse(python.isUsable());
        if (ending != Ending.CLOSE) {
            python.reset();
            assertEquals(2, python.eval("1 + 1"));
        }
    }

    /** A guest that is no fork of one that has run its preparation runs it at each reset. */
    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"INTERRUPT", "THREAD_INTERRUPT", "CLOSE"})
    void a_preparation_that_does_not_end_at_a_reset_is_ended(Ending ending, @TempDir Path host) throws IOException {
        var granted =
                PythonRuntime.builder().withReadOnlyDirectory("/data", host).build();
        try (var open = granted.open()) {
            var image = open.session().image();
            var prepared = new GuestTemplate(
                    image.source(),
                    "import os\nwhile os.path.exists('/data/endless'): pass",
                    image.recursionDepth(),
                    image.listener(),
                    HostAccess.NONE,
                    image.memory());
            try (var python = new PythonInterpreter(prepared, Limits.defaults())) {
                Files.createFile(host.resolve("endless"));
                ending.begin(python, "pw_request");
                var error = assertThrows(RuntimeException.class, python::reset);
                Thread.interrupted();
                if (error instanceof GuestDiedException died) {
                    assertEquals(Reason.INTERRUPTED, died.reason());
                } else {
                    assertEquals("KeyboardInterrupt", ((PythonException) error).typeName());
                }
                if (ending != Ending.CLOSE) {
                    Files.delete(host.resolve("endless"));
                    python.reset();
                    assertEquals(2, python.eval("1 + 1"));
                }
            }
        }
    }

    @Test
    void every_export_is_among_them() {
        var known =
                ENTRIES.keySet().stream().map(GuestEntriesTest::export).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(OF_THE_BUILD);
        known.addAll(UNUSED);
        known.addAll(STRAIGHT);
        assertEquals(exports(), known);
    }

    @Test
    void guest_code_runs_nowhere_but_in_a_call() {
        var error = assertThrows(IllegalStateException.class, () -> GuestMemory.allocate(python.session(), 8));
        assertEquals(
                "no call of this thread runs in the interpreter, and guest code runs in calls only",
                error.getMessage());
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void what_the_host_does_in_the_memory_for_itself_counts_as_no_call() {
        prepare();
        var batch = python.define("same", TEXT).newBatch(10);
        long before = python.session().call().count();
        batch.setText(0, 0, "x".repeat(100_000));
        batch.close();
        assertEquals(before, python.session().call().count());
    }

    /** Only {@link BuiltInGuest} has a guest's code in hand, and enters it by one method. */
    @Test
    void nobody_but_the_guest_runs_exports_and_the_build_those_that_begin() throws Exception {
        var callers = new HashMap<String, Set<String>>();
        for (Class<?> member : List.of(GuestInstance.class, BuildGuest.class, Session.class)) {
            collectCallers(
                    Path.of(member.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()),
                    callers);
        }
        for (String export : OF_THE_BUILD) {
            assertEquals(Set.of("translator/SnapshotBuilder"), callers.get(export), export);
        }
        for (String export : exports()) {
            if (!OF_THE_BUILD.contains(export) && !UNUSED.contains(export)) {
                var runtime = new TreeSet<>(callers.get(export));
                runtime.remove("translator/SnapshotBuilder");
                assertEquals(Set.of("engine/internal/guest/BuiltInGuest"), runtime, export);
            }
        }
        for (String export : UNUSED) {
            assertEquals(null, callers.get(export), export);
        }
        assertEquals(Set.of(), holders, "fields that hold a guest's code");
    }

    private final Set<String> holders = new TreeSet<>();

    private void collectCallers(Path artifact, Map<String, Set<String>> callers) throws IOException {
        if (Files.isDirectory(artifact)) {
            collectCallersBelow(artifact, callers);
        } else {
            try (var jar = FileSystems.newFileSystem(artifact)) {
                collectCallersBelow(jar.getPath("/"), callers);
            }
        }
    }

    private void collectCallersBelow(Path root, Map<String, Set<String>> callers) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                if (!file.getParent().endsWith("engine/guest")) {
                    collectCallersOf(file, callers);
                }
            }
        }
    }

    private void collectCallersOf(Path file, Map<String, Set<String>> callers) throws IOException {
        String code = Type.getInternalName(GuestExports.class);
        try (InputStream bytes = Files.newInputStream(file)) {
            var reader = new ClassReader(bytes);
            String name = reader.getClassName().replace("org/pythonwasm/", "").split("\\$")[0];
            reader.accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public org.objectweb.asm.FieldVisitor visitField(
                                int access, String field, String type, String generic, Object value) {
                            if (type.equals(Type.getDescriptor(GuestExports.class))
                                    && !Set.of(
                                                    "engine/internal/guest/BuiltInGuest",
                                                    "engine/internal/guest/BuiltInImage",
                                                    "translator/SnapshotBuilder")
                                            .contains(name)) {
                                holders.add(name);
                            }
                            return null;
                        }

                        @Override
                        public MethodVisitor visitMethod(
                                int access, String method, String type, String generic, String[] thrown) {
                            return new MethodVisitor(Opcodes.ASM9) {
                                @Override
                                public void visitMethodInsn(
                                        int opcode, String owner, String called, String its, boolean ofInterface) {
                                    if (owner.equals(code) && exports().contains(called)) {
                                        callers.computeIfAbsent(called, any -> new TreeSet<>())
                                                .add(name);
                                    }
                                }
                            };
                        }
                    },
                    ClassReader.SKIP_DEBUG);
        }
    }

    private static Set<String> exports() {
        return Arrays.stream(GuestExports.class.getDeclaredMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
