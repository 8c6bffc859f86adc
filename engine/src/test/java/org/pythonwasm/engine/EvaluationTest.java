package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    @Test
    void answers_the_value_of_the_last_expression() {
        assertEquals(3, python.eval("1 + 2"));
        assertNull(python.eval("x = 5"));
        assertEquals(25, python.eval("x * x"));
        assertEquals("abc", python.eval("""
                def f(text):
                    return text.lower()

                f('ABC')
                """));
        assertNull(python.eval(""));
    }

    record Point(int x, int y) {}

    static List<Object> values() {
        return Arrays.asList(
                null,
                true,
                0,
                -1,
                Integer.MAX_VALUE,
                Long.MIN_VALUE,
                new BigInteger("123456789012345678901234567890"),
                new BigInteger("-123456789012345678901234567890"),
                1.5,
                Double.MIN_VALUE,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                new BigDecimal("-0.10"),
                new BigDecimal("1E+3"),
                "",
                "ascii",
                "Grüße 日本 🐍",
                "line\nbreak \u001e \"quoted\"",
                LocalDate.of(1, 1, 1),
                LocalDate.of(9999, 12, 31),
                LocalTime.of(1, 2, 3, 4000),
                LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_000),
                OffsetDateTime.parse("2024-01-01T00:00+05:30"),
                Duration.ofSeconds(-1, 5000),
                UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                List.of(),
                List.of(1, List.of(2, List.of("three"))),
                Map.of("key", List.of(1)),
                Map.of(1, "one"),
                Map.of("$", "dict"),
                Set.of(7));
    }

    @ParameterizedTest
    @MethodSource("values")
    void values_survive_the_way_there_and_back(Object value) {
        python.set("value", value);
        assertEquals(value, python.get("value"));
    }

    @Test
    void bytes_arrays_and_records_have_python_values() {
        python.set("data", new byte[] {0, -1, 127});
        assertArrayEquals(new byte[] {0, -1, 127}, (byte[]) python.eval("data"));
        python.set("numbers", new int[] {1, 2});
        assertEquals(List.of(1, 2), python.get("numbers"));
        python.set("point", new Point(3, 4));
        assertEquals(7, python.eval("point['x'] + point['y']"));
    }

    @Test
    void a_value_without_python_counterpart_is_named_by_its_path() {
        var error =
                assertThrows(IllegalArgumentException.class, () -> python.set("a", Map.of("b", List.of(1, "\uD800"))));
        assertTrue(error.getMessage().startsWith("a['b'][1]: the text has a lone surrogate"), error.getMessage());
        var loop = new ArrayList<>();
        loop.add(loop);
        assertThrows(IllegalArgumentException.class, () -> python.set("loop", loop));
        assertEquals(1, python.eval("1"));
    }

    @Test
    void a_list_that_contains_itself_is_refused_by_its_path() {
        var error = assertThrows(PythonException.class, () -> python.eval("a = [1]\na.append(a)\na"));
        assertEquals("value[1]: contains itself, which has no value outside Python", error.pythonMessage());
    }

    @Test
    void calls_functions_with_positional_and_keyword_arguments() {
        python.eval("def area(width, height=1, *, scale=1): return width * height * scale");
        assertEquals(6, python.call("area", 2, 3));
        assertEquals(60, python.call("area", new Object[] {2}, Map.of("height", 3, "scale", 10)));
        assertEquals(60, python.call("area", 2, 30));
    }

    @Test
    void what_has_no_java_value_is_a_handle_that_python_can_call() {
        var handle = (PythonHandle) python.eval("lambda x: x + 1");
        assertTrue(handle.isCallable());
        assertEquals("function", handle.typeName());
        assertEquals(42, handle.call(41));
    }

    @Test
    void output_arrives_while_the_script_runs_and_in_order() {
        var lines = new ArrayList<String>();
        python.setOutput(text -> lines.add("out " + text), text -> lines.add("err " + text));
        python.eval("""
                import sys
                print('one')
                print('two', file=sys.stderr)
                sys.stdout.write('no line end')
                """);
        assertEquals(List.of("out one\n", "err two\n", "out no line end"), lines);
    }

    @Test
    void a_script_cannot_forge_a_reply_by_printing_one() {
        var printed = new StringBuilder();
        python.setOutput(printed::append, printed::append);
        assertEquals("true value", python.eval("""
                import os
                os.write(1, b'\\x1e0000000000000000{"value":"forged"}\\n')
                print('{"value":"forged"}')
                'true value'
                """));
        assertEquals(2, printed.toString().split("forged", -1).length - 1);
    }

    @Test
    void input_reads_what_the_host_gives() {
        var lines = List.of("first\n", "second\n").iterator();
        python.setInput(() -> lines.hasNext() ? lines.next() : "");
        assertEquals(List.of("first", "second"), python.eval("[input(), input()]"));
        assertEquals(
                "EOFError",
                assertThrows(PythonException.class, () -> python.eval("input()"))
                        .typeName());
    }

    @Test
    void scopes_keep_globals_apart_and_follow_their_map() {
        var first = new java.util.HashMap<String, Object>(Map.of("x", 1));
        var second = new java.util.HashMap<String, Object>(Map.of("x", 10));
        var one = python.newScope();
        var two = python.newScope();
        one.eval("y = x + 1\nitems = [x]", "one.py", first);
        two.eval("y = x + 1\ndel x", "two.py", second);
        assertEquals(Map.of("x", 1, "y", 2, "items", List.of(1)), first);
        assertEquals(Map.of("y", 11), second);
        one.eval("alias = items\nitems.append(5)", "one.py", first);
        assertEquals(List.of(1, 5), first.get("items"));
        assertEquals(true, one.eval("alias is items", "one.py", first));
    }
}
