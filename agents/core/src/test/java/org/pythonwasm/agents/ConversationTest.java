package org.pythonwasm.agents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.ScratchLimits;

class ConversationTest {
    private static final PythonRuntime RUNTIME =
            PythonRuntime.builder().withScratchSpace("/scratch").build();
    private static final ConversationLimits LIMITS =
            ConversationLimits.defaults().withScratch("/scratch");

    private final Conversation conversation = new Conversation(RUNTIME, LIMITS);

    private static Conversation within(Limits limits) {
        return new Conversation(PythonRuntime.builder().withLimits(limits).build(), ConversationLimits.defaults());
    }

    @Test
    void state_stays_from_one_run_to_the_next() {
        assertEquals(
                "(no output)", conversation.run("def twice(x): return 2 * x").text());
        assertEquals(Optional.of("42"), conversation.run("twice(21)").value());
        assertEquals(Optional.of("43"), conversation.run("_ + 1").value());
    }

    @Test
    void output_errors_and_the_last_value_are_apart() {
        var outcome = conversation.run("""
                import sys
                print('to out')
                print('to err', file=sys.stderr)
                {'a': [1, 'x']}
                """);
        assertEquals(new Outcome(Optional.of("{'a': [1, 'x']}"), "to out\n", "to err\n", Optional.empty()), outcome);
        assertEquals("to out\nstderr:\nto err\nresult: {'a': [1, 'x']}", outcome.text());
    }

    @Test
    void an_exception_has_a_traceback_of_the_code_alone_and_leaves_the_state() {
        conversation.run("x = 1");
        var failure =
                conversation.run("def f():\n    return x / 0\nf()").failure().orElseThrow();
        assertEquals("""
                Traceback (most recent call last):
                  File "<run 2>", line 3, in <module>
                    f()
                    ~^^
                  File "<run 2>", line 2, in f
                    return x / 0
                           ~~^~~
                ZeroDivisionError: division by zero
                """, failure.traceback());
        assertEquals(2, failure.line());
        assertFalse(failure.stateLost());
        assertEquals(Optional.of("1"), conversation.run("x").value());
    }

    @Test
    void a_syntax_error_shows_its_line() {
        var failure = conversation.run("x = 1\ny = (").failure().orElseThrow();
        assertEquals("SyntaxError", failure.type());
        assertEquals(2, failure.line());
        assertTrue(failure.traceback().contains("y = ("), failure.traceback());
    }

    @Test
    void a_value_of_any_size_is_shortened_before_it_leaves_python() {
        var limits = ConversationLimits.defaults().withText(20);
        var outcome = new Conversation(RUNTIME, limits).run("print('x' * 100)\nlist(range(3_000_000))");
        assertEquals(Optional.of("[0, 1, 2, 3, 4, 5, 6… (the first 20 of 25,888,890 characters)"), outcome.value());
        assertEquals("x".repeat(20) + "… (the first 20 of 101 characters)\n", outcome.out());
    }

    @Test
    void a_value_whose_repr_fails_is_a_failure_of_the_code() {
        var failure = conversation.run("""
                class Bad:
                    def __repr__(self): raise KeyError('no')
                Bad()
                """).failure().orElseThrow();
        assertEquals("KeyError", failure.type());
        assertTrue(failure.traceback().contains("in __repr__"), failure.traceback());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while True: pass",
                "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
                "sorted(range(10**7, 0, -1), key=lambda x: str(x) * 100)",
            })
    void a_run_beyond_its_time_ends_and_the_conversation_starts_anew(String code) {
        var brief = within(Limits.defaults().withWallTime(Duration.ofMillis(300)));
        brief.run("x = 1");
        assertTrue(brief.run(code).failure().orElseThrow().stateLost());
        assertEquals("NameError", brief.run("x").failure().orElseThrow().type());
        assertEquals(Optional.of("2"), brief.run("1 + 1").value());
    }

    @Test
    void memory_beyond_the_limit_is_a_failure_of_the_code() {
        var small = within(Limits.defaults().withMemoryBytes(32 << 20));
        assertEquals(
                "MemoryError",
                small.run("x = []\nwhile True: x.append(bytes(1_000_000))")
                        .failure()
                        .orElseThrow()
                        .type());
        small.run("x = None");
        assertEquals(Optional.of("2"), small.run("1 + 1").value());
    }

    @Test
    void a_crash_is_reported_and_the_next_run_starts_anew() {
        var failure = conversation.run("import os\nos.abort()").failure().orElseThrow();
        assertTrue(failure.stateLost());
        assertEquals(Optional.of("2"), conversation.run("1 + 1").value());
    }

    @Test
    void a_cancelled_run_ends_at_once_and_one_that_waits_never_begins() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            var started = new CountDownLatch(1);
            var runtime = PythonRuntime.builder()
                    .withLimits(Limits.defaults().withWallTime(Duration.ofHours(1)))
                    .withScratchSpace("/scratch")
                    .build();
            var slow = new Conversation(runtime, LIMITS);
            var endless = new Cancellation();
            var waiting = new Cancellation();
            var first = threads.submit(() -> {
                started.countDown();
                return slow.run("while True: pass", endless);
            });
            started.await();
            waiting.cancel();
            var second = threads.submit(() -> slow.run("1", waiting));
            endless.cancel();
            assertEquals("CANCELLED", first.get().failure().orElseThrow().type());
            assertEquals("CANCELLED", second.get().failure().orElseThrow().type());
            assertEquals(Optional.of("2"), slow.run("1 + 1").value());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void files_are_written_by_either_side_and_read_by_the_other() {
        conversation.write("data/in.csv", "a;1\n".getBytes(UTF_8));
        conversation.run("""
                text = open('/scratch/data/in.csv').read()
                with open('/scratch/out.txt', 'w') as out: out.write(text.upper())
                """);
        assertEquals(Map.of("out.txt", 4L, "data/in.csv", 4L), conversation.files());
        assertArrayEquals("A;1\n".getBytes(UTF_8), conversation.read("out.txt"));
        assertArrayEquals("a;1\n".getBytes(UTF_8), conversation.read("/scratch/data/in.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../lib/x", "/etc/passwd", "/scratch", "a/../../lib", "/scratchy"})
    void a_file_elsewhere_is_refused(String name) {
        var error = assertThrows(PythonException.class, () -> conversation.read(name));
        assertEquals("PermissionError", error.typeName());
        assertThrows(PythonException.class, () -> conversation.write(name, new byte[0]));
    }

    @Test
    void a_file_for_which_there_is_no_room_leaves_room_for_others() {
        var runtime = PythonRuntime.builder()
                .withScratchSpace("/scratch", ScratchLimits.defaults().withBytes(10_000))
                .build();
        try (var small = new Conversation(runtime, LIMITS)) {
            var error = assertThrows(PythonException.class, () -> small.write("big", new byte[20_000]));
            assertTrue(error.pythonMessage().contains("No space left on device"), error.pythonMessage());
            small.write("little", new byte[9_000]);
            assertEquals(Map.of("little", 9_000L), small.files());
        }
    }

    @Test
    void a_large_file_is_not_read() {
        var strict = new Conversation(RUNTIME, LIMITS.withFileBytes(1000));
        strict.run("open('/scratch/big', 'wb').write(bytes(1001))");
        assertTrue(assertThrows(PythonException.class, () -> strict.read("big"))
                .pythonMessage()
                .contains("more than 1,000 bytes"));
        assertThrows(IllegalArgumentException.class, () -> strict.write("b", new byte[1001]));
    }

    /** Whoever takes the Python side apart has what it lists and reads for the conversation's own. */
    @Test
    void code_that_replaces_the_support_harms_its_own_conversation() {
        conversation.run("""
                import os
                os.walk = lambda root: [(root, [], ['a'] * 10_000)]
                os.stat = lambda path: 1
                """);
        assertThrows(PythonException.class, conversation::files);
        assertEquals(
                Optional.of("2"), new Conversation(RUNTIME, LIMITS).run("1 + 1").value());
    }

    @Test
    void code_that_replaces_what_runs_it_returns_no_more_than_others() {
        conversation.run("""
                import gc
                module = next(o for o in gc.get_objects()
                              if type(o) is type(gc) and o.__name__ == '_conversation')
                module.run = lambda source, name, most: eval(source)
                """);
        assertEquals(Optional.of("Integer"), conversation.run("7").value());
        assertEquals(
                "x".repeat(50_000) + "… (the first 50,000 of 1,000,000 characters)\n",
                conversation.run("'x' * 1_000_000").value().orElseThrow());
    }

    @Test
    void further_conversations_are_refused_until_one_ends() {
        try (var conversations = new Conversations(RUNTIME, LIMITS, 2)) {
            conversations.get("a").run("x = 'a'");
            conversations.get("b").run("x = 'b'");
            assertEquals(Optional.of("'a'"), conversations.get("a").run("x").value());
            assertEquals(
                    "no room for the conversation 'c': 2 are open, which is the most (b, a); use one of them, or end one",
                    assertThrows(IllegalStateException.class, () -> conversations.get("c"))
                            .getMessage());
            assertTrue(conversations.end("a"));
            assertFalse(conversations.end("a"));
            assertEquals(
                    "NameError",
                    conversations.get("c").run("x").failure().orElseThrow().type());
        }
    }

    @Test
    void the_oldest_conversation_may_make_room() {
        try (var conversations = new Conversations(RUNTIME, LIMITS, 2).replacingOldest()) {
            conversations.get("a").run("x = 'a'");
            conversations.get("b");
            conversations.get("a");
            conversations.get("c");
            assertEquals(List.of("a", "c"), conversations.names());
            assertEquals(Optional.of("'a'"), conversations.get("a").run("x").value());
        }
    }
}
