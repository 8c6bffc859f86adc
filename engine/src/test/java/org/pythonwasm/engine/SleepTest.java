package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.internal.guest.GuestMemory;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.machine.memory.GuestInstance;

/** An interpreter that is idle gives its memory back, loses nothing, and leaves nothing to whoever gets the memory next. */
@Timeout(60)
class SleepTest {
    private static final String SECRET = "correct horse battery staple";
    private static final int MOST_ASLEEP = 1 << 20;

    private static GuestInstance guest(PythonInterpreter python) {
        return GuestMemory.of(python.session());
    }

    /** Without any code of the guest. */
    private static void wake(PythonInterpreter python) {
        GuestMemory.keepHouse(python.session(), () -> {});
    }

    private static byte[] content(PythonInterpreter python) {
        return Arrays.copyOf(guest(python).bytes, guest(python).pages() * GuestInstance.PAGE);
    }

    private static boolean contains(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x = 1",
                "import statistics, dataclasses, csv\nkept = [str(n) for n in range(100_000)]",
                "kept = bytearray(30_000_000)\ndel kept",
                "import random\nrandom.seed(1)\nkept = random.randbytes(1_000_000)"
            })
    void a_woken_interpreter_is_byte_by_byte_what_fell_asleep(String script) {
        try (var python = PythonRuntime.shared().open()) {
            for (int round = 0; round < 3; round++) {
                python.exec(script);
                byte[] before = content(python);
                int stackPointer = guest(python).stackPointer;
                assertTrue(python.sleep());
                assertEquals(0, guest(python).bytes.length);
                assertFalse(python.sleep(), "it sleeps already");
                wake(python);
                assertArrayEquals(before, content(python));
                assertEquals(stackPointer, guest(python).stackPointer);
            }
        }
    }

    @Test
    void a_sleeping_interpreter_holds_little() {
        try (var python = PythonRuntime.shared().open()) {
            python.exec("def f(x): return x + 1");
            assertEquals(2, python.call("f", 1));
            long memory = python.memoryBytes();
            long inUse = python.memoryInUse();
            assertTrue(python.sleep());
            long held = guest(python).heldBytes();
            assertTrue(held < MOST_ASLEEP / 4, held + " bytes");
            assertEquals(memory, python.memoryBytes());
            assertEquals(inUse, python.memoryInUse());
            assertEquals(3, python.call("f", 2));
        }
    }

    @Test
    void files_digests_and_a_scratch_space_outlast_sleep() {
        var runtime = PythonRuntime.builder().withScratchSpace("/tmp").build();
        try (var python = runtime.open()) {
            python.exec("""
                    import hashlib, os
                    digest = hashlib.sha256(b'one')
                    file = open('/tmp/a', 'w+'); file.write('writ')
                    library = open('/usr/local/lib/python313.zip', 'rb'); library.seek(2)
                    os.mkdir('/tmp/b'); os.chdir('/tmp/b')
                    """);
            assertTrue(python.sleep());
            python.exec("digest.update(b'two'); file.write('ten'); file.seek(0)");
            assertTrue(python.sleep());
            assertEquals(
                    List.of(true, "written", List.of(3, 4), "/tmp/b"),
                    python.eval("[digest.hexdigest() == hashlib.sha256(b'onetwo').hexdigest(), file.read(),"
                            + " list(library.read(2)), os.getcwd()]"));
        }
    }

    @Test
    void handles_scripts_and_functions_outlast_sleep() {
        try (var python = PythonRuntime.shared().open()) {
            python.set("double", (java.util.function.IntUnaryOperator) x -> 2 * x);
            var handle = (PythonHandle) python.eval("class A:\n    n = 1\nA()");
            var code = python.compile("double(A.n)");
            var scope = python.newScope();
            scope.set("mine", 5);
            assertTrue(python.sleep());
            assertEquals(1, handle.get("n"));
            assertTrue(python.sleep());
            assertEquals(2, code.eval());
            assertTrue(python.sleep());
            assertEquals(5, scope.find("mine"));
        }
    }

    @Test
    void the_memory_of_one_that_sleeps_serves_the_next_and_has_nothing_of_it() {
        byte[] fresh;
        try (var python = PythonRuntime.shared().open()) {
            fresh = content(python);
        }
        try (var python = PythonRuntime.shared().open()) {
            python.set("secret", SECRET);
            byte[] array = guest(python).bytes;
            assertTrue(contains(array, SECRET));
            assertTrue(python.sleep());
            try (var next = PythonRuntime.shared().open()) {
                assertSame(array, guest(next).bytes);
                assertArrayEquals(fresh, array);
                assertEquals(SECRET, python.get("secret"));
                assertNotSame(array, guest(python).bytes);
            }
        }
    }

    @Test
    void the_memory_of_one_that_is_closed_serves_the_next_and_has_nothing_of_it() {
        byte[] fresh;
        byte[] array;
        try (var python = PythonRuntime.shared().open()) {
            fresh = content(python);
            python.set("secret", SECRET);
            array = guest(python).bytes;
        }
        try (var next = PythonRuntime.shared().open()) {
            assertSame(array, guest(next).bytes);
            assertArrayEquals(fresh, array);
        }
    }

    @Test
    void the_memory_to_which_one_has_grown_has_nothing_of_it_when_another_gets_it() {
        String grow = "kept = bytearray(3_000_000)\n";
        try (var one = PythonRuntime.shared().open();
                var other = PythonRuntime.shared().open()) {
            other.exec(grow);
            byte[] others = content(other);
            assertTrue(other.sleep());
            one.exec(grow + "kept[-100_000:] = b'%s' * 3_000".formatted(SECRET));
            byte[] ones = content(one);
            assertTrue(contains(ones, SECRET));
            assertTrue(one.sleep());
            wake(other);
            assertArrayEquals(others, content(other));
            assertFalse(contains(guest(other).bytes, SECRET));
            wake(one);
            assertArrayEquals(ones, content(one));
        }
    }

    @Test
    void the_memory_of_one_that_died_or_whose_batch_is_in_use_serves_nobody() {
        byte[] dead;
        try (var python = PythonRuntime.shared().open()) {
            dead = guest(python).bytes;
            assertThrows(GuestDiedException.class, () -> python.exec("import os; os._exit(1)"));
        }
        byte[] used;
        try (var python = PythonRuntime.shared().open()) {
            assertNotSame(dead, guest(python).bytes);
            used = guest(python).bytes;
            python.exec("def f(x): return x");
            python.define("f", SIGNATURE).newBatch(1);
        }
        try (var next = PythonRuntime.shared().open()) {
            assertNotSame(used, guest(next).bytes);
            assertNotSame(dead, guest(next).bytes);
        }
    }

    private static final Signature SIGNATURE =
            new Signature(List.of(new Signature.Parameter(ColumnType.TEXT, false)), ColumnType.TEXT);

    @Test
    void an_interpreter_sleeps_when_its_batches_are_at_rest() {
        try (var python = PythonRuntime.shared().open()) {
            python.exec("seen = []\ndef f(x):\n    seen.append(x)\n    return ' '.join(seen)");
            var function = python.define("f", SIGNATURE);
            var batch = function.newBatch(2);
            assertFalse(python.sleep());
            for (String text : List.of("a", "b", "c")) {
                batch.clear();
                assertFalse(python.sleep());
                batch.setText(0, 0, text);
                assertFalse(python.sleep());
                function.call(batch, 1);
                assertFalse(python.sleep());
                assertEquals("a b c".substring(0, 2 * "abc".indexOf(text) + 1), batch.getText(0));
                batch.rest();
                assertTrue(python.sleep());
            }
        }
    }

    @Test
    void calls_wait_for_one_that_falls_asleep_and_find_what_they_left() {
        try (var python = PythonRuntime.shared().open()) {
            python.exec("n = 0\ndef f():\n    global n\n    n += 1\n    return n");
            var over = new AtomicBoolean();
            var sleeps = new AtomicInteger();
            var sleeper = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    sleeps.addAndGet(python.sleep() ? 1 : 0);
                }
            });
            for (int n = 1; n <= 300 || sleeps.get() < 10; n++) {
                assertEquals(n, python.call("f"));
            }
            over.set(true);
            sleeper.join();
        }
    }

    @Test
    void an_idle_interpreter_falls_asleep_by_itself() {
        var runtime =
                PythonRuntime.builder().withSleepAfter(Duration.ofMillis(1)).build();
        long sleeps = PythonRuntime.activity().getSleeps();
        try (var python = runtime.open()) {
            python.exec("kept = 'state'");
            var activity = PythonRuntime.activity();
            // They are counted when they have fallen asleep.
            while (guest(python).bytes.length > 0 || activity.getAsleep() < 1 || activity.getSleeps() <= sleeps) {
                Thread.onSpinWait();
            }
            long wakes = PythonRuntime.activity().getWakes();
            assertEquals("state", python.get("kept"));
            assertTrue(PythonRuntime.activity().getWakes() > wakes);
        }
    }

    @Test
    void a_bound_of_the_total_memory_puts_idle_ones_to_sleep_and_loses_no_state() {
        var runtime = PythonRuntime.builder().withTotalMemory(40L << 20).build();
        var all = new ArrayList<PythonInterpreter>();
        for (int i = 0; i < 20; i++) {
            all.add(runtime.open());
            all.get(i).exec("n = " + i);
        }
        for (int round = 1; round < 3; round++) {
            for (int i = 0; i < all.size(); i++) {
                assertEquals(i + round, all.get(i).eval("n += 1\nn"));
            }
        }
        assertTrue(all.stream().filter(python -> guest(python).bytes.length > 0).count() <= 5);
        all.forEach(PythonInterpreter::close);
    }

    @Test
    void work_beyond_the_bound_is_refused_with_a_clear_error_and_nothing_is_lost() {
        var runtime = PythonRuntime.builder().withTotalMemory(20L << 20).build();
        try (var sleeper = runtime.open();
                var one = runtime.open()) {
            sleeper.exec("n = 7");
            assertTrue(sleeper.sleep());
            var busy = one.define("str", SIGNATURE).newBatch(1);
            try (var other = runtime.open()) {
                var busyToo = other.define("str", SIGNATURE).newBatch(1);
                var error = assertThrows(NoRoomException.class, runtime::open);
                assertTrue(error.getMessage().contains("MB of at most 20 (withTotalMemory"), error.getMessage());
                assertThrows(NoRoomException.class, () -> sleeper.get("n"));
                assertTrue(sleeper.isUsable());
                busyToo.close();
                assertEquals(7, sleeper.get("n"));
                busy.close();
            }
            runtime.open().close();
        }
    }

    @Test
    void more_interpreters_than_the_heap_has_room_for_go_on_where_they_were() throws Exception {
        assertEquals("all went on\n", FullHeap.outputOf(CrowdedHeap.class));
    }

    @Test
    void a_heap_full_of_those_that_sleep_refuses_more_and_loses_the_state_of_none() throws Exception {
        String output = FullHeap.outputOf(FullOfSleepers.class);
        var lines = output.lines().toList();
        assertTrue(lines.get(0).contains("the Java heap"), output);
        assertEquals(List.of("all that were left had their state: true", "2"), lines.subList(1, lines.size()));
    }

    @Test
    void without_room_for_any_of_what_sleep_and_waking_allocate_the_state_is_right() throws Exception {
        assertEquals(
                "fell asleep in some, and not in others: true\nwoke in all: true\n",
                FullHeap.outputOf(NoRoomAnywhere.class, "-Xmx80m", "-XX:+UseSerialGC", "-XX:-UseTLAB"));
    }

    @Test
    void a_limit_must_make_sense() {
        assertThrows(
                IllegalArgumentException.class, () -> PythonRuntime.builder().withTotalMemory(0));
        assertThrows(
                IllegalArgumentException.class, () -> PythonRuntime.builder().withSleepAfter(Duration.ofSeconds(-1)));
    }
}
