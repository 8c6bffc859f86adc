package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.engine.GuestDiedException.Reason;

/** What a guest says in the binary form is believed as little as its lines. */
@Timeout(120)
class BinaryTrustTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    /** A value of the class that says it is encoded already. */
    private static final String FORGE = """
            from _python_wasm.border import Encoded
            def forge(data):
                return Encoded(data)
            """;

    @Test
    void a_reply_that_a_script_forged_harms_its_own_interpreter_only() {
        var random = new Random(5);
        for (int round = 0; round < 300; round++) {
            python.exec(FORGE);
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(30);
            }
            try {
                python.call("forge", (Object) bytes);
            } catch (GuestDiedException died) {
                assertTrue(died.reason() == Reason.TRAP || died.reason() == Reason.VALUE, died.toString());
                python.reset();
            } catch (PythonException raised) {
                assertTrue(python.isUsable());
            }
        }
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void a_size_that_lies_outside_of_the_memory_ends_the_guest() {
        python.exec(FORGE);
        for (String bytes : List.of(
                "b'\\x12\\xff\\xff\\xff\\x7f'",
                "b'\\x09\\xff\\xff\\xff\\xff'",
                "b'\\x18\\xff\\xff\\xff\\x3f'",
                "b'\\x16\\xff\\xff\\xff\\x7f'",
                "b''",
                "b'\\x12\\x02\\x00\\x00\\x00\\x00'",
                "b'\\x63'")) {
            var died = assertThrows(GuestDiedException.class, () -> python.eval("forge(" + bytes + ")"), bytes);
            assertEquals(Reason.TRAP, died.reason(), bytes);
            python.reset();
            python.exec(FORGE);
        }
    }

    @Test
    void a_script_that_calls_java_by_a_number_of_its_own_reaches_what_is_bound_and_nothing_else() {
        python.set("f", (Supplier<Integer>) () -> 7);
        python.exec("import _border");
        assertEquals(7, python.eval("_border.call_java(f._number, None, (), {})"));
        for (String call :
                List.of("77, (), {}", "-1, (), {}", "1 << 40, (), {}", "'1', (), {}", "1, [], {}", "1", "")) {
            assertThrows(PythonException.class, () -> python.eval("_border.call_java(" + call + ")"), call);
        }
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void a_message_that_is_longer_than_a_value_may_be_ends_the_guest() {
        python.setLimits(Limits.defaults().withValueBytes(10_000));
        var died = assertThrows(GuestDiedException.class, () -> python.eval("b'x' * 20_000"));
        assertEquals(Reason.VALUE, died.reason());
        assertTrue(died.getMessage().contains("Limits.valueBytes"), died.getMessage());
    }

    @Test
    void a_java_function_may_use_the_interpreter_while_its_arguments_and_its_result_are_on_the_way() {
        python.set("outer", (PythonCallable) (arguments, keywords) -> {
            python.set("big", "y".repeat(100_000));
            Object inner = python.call("len", "z".repeat(50_000));
            return List.of(arguments.get(0), inner, python.get("big"));
        });
        python.exec("""
                class Key:
                    def __init__(self, n): self.n = n
                    def __hash__(self): return hash(len(outer('h')[2])) + self.n
                    def __repr__(self): return str(len(outer('r')[2]))
                """);
        assertEquals(List.of("x".repeat(70_000), 50_000, "y".repeat(100_000)), python.eval("outer('x' * 70_000)"));
        assertEquals(100_001, ((String) python.eval("'a' + outer(1)[2]")).length());
        assertEquals("100000", python.eval("Key(1)").toString());
        assertEquals(1, python.eval("{Key(1): 1}") instanceof java.util.Map<?, ?> map ? map.size() : -1);
    }

    @Test
    void a_reply_of_another_type_than_the_request_asks_for_ends_the_guest() {
        for (String forged : List.of("1", "'x'", "[1]", "[]", "[[1, 2], []]", "[['x', 1], [2]]", "None")) {
            for (String function : List.of("names_of", "changes_of")) {
                var scope = python.newScope();
                python.exec("import _python_wasm\n_python_wasm." + function + " = lambda scope: " + forged);
                if (function.equals("names_of") && forged.equals("[]")) {
                    assertEquals(List.of(), scope.names());
                    continue;
                }
                var died = assertThrows(
                        GuestDiedException.class,
                        () -> {
                            if (function.equals("names_of")) {
                                scope.names();
                            } else {
                                scope.eval("1", "<f>", new HashMap<>());
                            }
                        },
                        function + " " + forged);
                assertEquals(Reason.TRAP, died.reason());
                assertTrue(died.getMessage().contains("breaks the protocol"), died.getMessage());
                python.reset();
            }
        }
    }

    @Test
    void code_that_is_none_is_a_type_error() {
        for (String forged : List.of("5", "(1, 2)", "(None, 'x')", "()")) {
            python.exec("import _python_wasm\n_python_wasm.code_of = lambda source, name: " + forged);
            var error = assertThrows(PythonException.class, () -> python.eval("1"), forged);
            assertTrue(
                    error.typeName().equals("TypeError") || error.typeName().equals("SystemError"), error.toString());
            python.reset();
        }
    }
}
