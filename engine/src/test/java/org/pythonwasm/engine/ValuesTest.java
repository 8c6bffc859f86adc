package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of docs/values.md, both ways, and what is refused. */
class ValuesTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    enum Colour {
        RED
    }

    record Point(int x, List<String> names) {}

    /** Java value, Python's repr of it, and what comes back. */
    static Stream<Arguments> toPython() {
        return Stream.of(
                same(null, "None"),
                same(true, "True"),
                same(7, "7"),
                same(Long.MAX_VALUE, "9223372036854775807"),
                same(new BigInteger("9223372036854775808"), "9223372036854775808"),
                back((short) 3, "3", 3),
                back((byte) -3, "-3", -3),
                back(5L, "5", 5),
                back(BigInteger.TEN, "10", 10),
                same(0.1, "0.1"),
                same(-0.0, "-0.0"),
                same(Double.NaN, "nan"),
                same(Double.POSITIVE_INFINITY, "inf"),
                same(Double.NEGATIVE_INFINITY, "-inf"),
                back(0.5f, "0.5", 0.5),
                same(new BigDecimal("1.50"), "Decimal('1.50')"),
                same("ü日🐍\u0000\n", "'ü日🐍\\x00\\n'"),
                back('x', "'x'", "x"),
                back(new StringBuilder("ab"), "'ab'", "ab"),
                back(Colour.RED, "'RED'", "RED"),
                same(LocalDate.of(2024, 2, 29), "datetime.date(2024, 2, 29)"),
                same(LocalTime.of(1, 2, 3, 4000), "datetime.time(1, 2, 3, 4)"),
                same(OffsetTime.parse("01:02:03Z"), "datetime.time(1, 2, 3, tzinfo=datetime.timezone.utc)"),
                same(LocalDateTime.of(2024, 1, 2, 3, 4), "datetime.datetime(2024, 1, 2, 3, 4)"),
                same(
                        OffsetDateTime.parse("2024-01-02T03:04:00-05:30"),
                        "datetime.datetime(2024, 1, 2, 3, 4, "
                                + "tzinfo=datetime.timezone(datetime.timedelta(days=-1, seconds=66600)))"),
                back(
                        Instant.EPOCH,
                        "datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)",
                        OffsetDateTime.parse("1970-01-01T00:00Z")),
                back(
                        ZonedDateTime.parse("2024-07-01T00:00+02:00[Europe/Berlin]"),
                        "datetime.datetime(2024, 7, 1, 0, 0, "
                                + "tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))",
                        OffsetDateTime.parse("2024-07-01T00:00+02:00")),
                back(LocalTime.of(1, 0, 0, 999), "datetime.time(1, 0)", LocalTime.of(1, 0)),
                same(Duration.ofSeconds(-1, 5000), "datetime.timedelta(days=-1, seconds=86399, microseconds=5)"),
                same(
                        UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                        "UUID('00112233-4455-6677-8899-aabbccddeeff')"),
                back(Optional.of(1), "1", 1),
                back(Optional.empty(), "None", null),
                same(List.of(1, List.of(), "x"), "[1, [], 'x']"),
                back(new int[] {1, 2}, "[1, 2]", List.of(1, 2)),
                back(new Object[] {"a", null}, "['a', None]", Arrays.asList("a", null)),
                back(new double[][] {{1.5}}, "[[1.5]]", List.of(List.of(1.5))),
                same(new TreeMap<>(Map.of("a", 1, "b", Map.of())), "{'a': 1, 'b': {}}"),
                same(Map.of("$", "tag"), "{'$': 'tag'}"),
                same(Map.of(1, "one"), "{1: 'one'}"),
                same(Map.of(List.of(1, Set.of(2)), 3), "{(1, frozenset({2})): 3}"),
                same(Collections.singletonMap(null, 1), "{None: 1}"),
                same(Map.of(LocalDate.of(2024, 1, 1), true), "{datetime.date(2024, 1, 1): True}"),
                same(Set.of(7), "{7}"),
                same(Set.of(List.of(1)), "{(1,)}"),
                same(Set.of(), "set()"),
                back(new Point(1, List.of("a")), "{'x': 1, 'names': ['a']}", Map.of("x", 1, "names", List.of("a"))));
    }

    private static Arguments same(Object value, String repr) {
        return Arguments.of(value, repr, value);
    }

    private static Arguments back(Object value, String repr, Object back) {
        return Arguments.of(value, repr, back);
    }

    @ParameterizedTest
    @MethodSource("toPython")
    void a_java_value_is_its_python_value_and_comes_back(Object value, String repr, Object back) {
        python.set("value", value);
        assertEquals(repr, python.eval("repr(value)"));
        assertEquals(back, python.get("value"));
        python.set("value", Arrays.asList(value, Collections.singletonMap("deep", value)));
        assertEquals(Arrays.asList(back, Collections.singletonMap("deep", back)), python.get("value"));
    }

    static Stream<Arguments> toJava() {
        return Stream.of(
                Arguments.of("(1, (2,))", List.of(1, List.of(2))),
                Arguments.of("frozenset({1})", Set.of(1)),
                Arguments.of("{(1, 2): {3: [4]}}", Map.of(List.of(1, 2), Map.of(3, List.of(4)))),
                Arguments.of("import collections\ncollections.OrderedDict(a=1)", Map.of("a", 1)),
                Arguments.of("collections.Counter('aab')", Map.of("a", 2, "b", 1)),
                Arguments.of("collections.namedtuple('P', 'x y')(1, 2)", List.of(1, 2)),
                Arguments.of("import enum\nclass Level(enum.IntEnum):\n    HIGH = 3\nLevel.HIGH", 3),
                Arguments.of("class Kind(enum.StrEnum):\n    A = 'a'\nKind.A", "a"),
                Arguments.of("2**31", 1L << 31),
                Arguments.of("-2**63", Long.MIN_VALUE),
                Arguments.of("2**63", BigInteger.ONE.shiftLeft(63)),
                Arguments.of("10**5000", BigInteger.TEN.pow(5000)),
                Arguments.of(
                        "from decimal import Decimal\n[Decimal('NaN'), Decimal('-Infinity')]",
                        List.of(Double.NaN, Double.NEGATIVE_INFINITY)));
    }

    @ParameterizedTest
    @MethodSource("toJava")
    void a_python_value_is_its_java_value(String source, Object value) {
        python.eval("import collections, enum");
        assertEquals(value, python.eval(source));
    }

    @Test
    void bytes_travel_as_arrays() {
        python.set("data", new byte[] {0, -1, 127});
        assertEquals("b'\\x00\\xff\\x7f'", python.eval("repr(data)"));
        assertArrayEquals(new byte[] {0, -1}, (byte[]) python.eval("data[:2]"));
        assertArrayEquals(new byte[] {1}, (byte[]) python.eval("bytearray(b'\\1')"));
    }

    @Test
    void what_has_no_java_value_is_a_handle_at_any_place() {
        var list = (List<?>) python.eval("[len, {'f': print}, (1j,)]");
        assertInstanceOf(PythonHandle.class, list.get(0));
        assertInstanceOf(PythonHandle.class, ((Map<?, ?>) list.get(1)).get("f"));
        python.set("back", list);
        assertEquals(true, python.eval("back[0] is len and back[1]['f'] is print and back[2] == [1j]"));
    }

    private String refusal(Object value) {
        String message = assertThrows(IllegalArgumentException.class, () -> python.set("value", value))
                .getMessage();
        assertEquals(2, python.eval("1 + 1"));
        return message;
    }

    @Test
    void a_java_value_that_cannot_travel_is_refused_by_its_path() {
        assertEquals(
                "value[1]: the text has a lone surrogate at index 2, which is no character",
                refusal(List.of("🐍", "ab\uD83D")));
        assertEquals(
                "value['?'] key '?': the text has a lone surrogate at index 0, which is no character".substring(10),
                refusal(Map.of("\uDC00", 1)).substring(5));
        assertEquals(
                "value[2][1.5]: NaN is a key, which no other NaN would find in Python",
                refusal(List.of(1, 2, Map.of(1.5, Map.of(Double.NaN, 1)))));
        assertEquals(
                "value['x']: +10000-01-01 has no Python value, where years are 1 to 9999",
                refusal(Map.of("x", LocalDate.of(10000, 1, 1))));
        assertTrue(refusal(Duration.ofSeconds(Long.MAX_VALUE)).contains("up to 999999999 days"));
        assertEquals(
                "value key {a=1}: a map or record is no key in Python, where keys are immutable",
                refusal(Map.of(Map.of("a", 1), 2)));
        assertTrue(
                refusal(new Point(1, Collections.singletonList("\uD800"))).startsWith("value['names'][0]: the text"));
    }

    @Test
    void cycles_are_refused_by_their_path() {
        var loop = new ArrayList<>();
        var map = new HashMap<String, Object>();
        loop.add(map);
        map.put("again", loop);
        assertEquals("value[0]['again']: contains itself, which has no value in Python", refusal(loop));
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 26, 50, 51, 5_000})
    void values_of_any_kind_nest_to_any_depth(int depth) {
        Object value = "core";
        for (int i = 0; i < depth; i++) {
            value = List.of(Map.of("k", Map.of(1, Optional.of(new Object[] {value}))));
        }
        python.set("value", value);
        assertEquals(depth, python.eval("""
                depth, core = 0, value
                while core != 'core':
                    depth, core = depth + 1, core[0]['k'][1][0]
                depth
                """));
        Object back = python.get("value");
        for (int i = 0; i < depth; i++) {
            back = ((List<?>) ((Map<?, ?>) ((Map<?, ?>) ((List<?>) back).get(0)).get("k")).get(1)).get(0);
        }
        assertEquals("core", back);
    }

    @Test
    void several_deep_values_travel_in_one_message() {
        python.eval("def depth(a):\n    n = 0\n    while a: a, n = a[0], n + 1\n    return n\n"
                + "def depths(*a): return [depth(x) for x in a]");
        assertEquals(
                List.of(300, 0, 1000), python.call("depths", deep(300, List.of()), List.of(), deep(1000, List.of())));
        assertEquals(1000, python.call("depth", python.eval("a = ()\nfor _ in range(1000): a = (a,)\na")));
        python.set("same", (Function<Object, Object>) value -> value);
        assertEquals(700, python.eval("a = []\nfor _ in range(700): a = [a]\ndepth(same(a))"));
        assertEquals(Set.of(), inner(400, python.eval("a = frozenset()\nfor _ in range(400): a = frozenset([a])\na")));
    }

    private static Object deep(int levels, Object core) {
        Object value = core;
        for (int i = 0; i < levels; i++) {
            value = List.of(value);
        }
        return value;
    }

    private static Object inner(int levels, Object value) {
        Object inner = value;
        for (int i = 0; i < levels; i++) {
            inner = ((Collection<?>) inner).iterator().next();
        }
        return inner;
    }

    @Test
    void deep_cycles_and_deep_values_without_counterpart_are_refused() {
        var loop = new ArrayList<>();
        loop.add(deep(1000, loop));
        assertTrue(refusal(loop).endsWith("[0]: contains itself, which has no value in Python"));
        assertTrue(refusal(deep(1001, "\uD800")).contains("[0]: the text has a lone surrogate"));
        var error = assertThrows(
                PythonException.class,
                () -> python.eval("loop = a = []\nfor _ in range(1000): a = [a]\nloop.append(a)\nloop"));
        assertTrue(error.pythonMessage().startsWith("value…[0]"), error.pythonMessage());
        assertTrue(
                error.pythonMessage().endsWith("contains itself, which has no value outside Python"),
                error.pythonMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = [1, {}]\na[1]['x'] = a\na|value[1]['x']: contains itself, which has no value outside Python",
                "{'a': [1, 2, 3, '\\ud800']}|value['a'][3]: the text has a lone surrogate at index 0, which is no character",
                "[{float('nan'): 1}]|value[0]: NaN is a key, which no other NaN would find",
                "from datetime import *\n(1, datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=20))))"
                        + "|value[1]: the offset 20:00:00 from UTC has no value in Java: whole seconds up to 18 hours do"
            })
    void a_python_value_that_cannot_travel_is_refused_by_its_path(String sourceAndMessage) {
        String[] parts = sourceAndMessage.split("\\|");
        var error = assertThrows(PythonException.class, () -> python.eval(parts[0]));
        assertEquals("ValueError", error.typeName());
        assertTrue(error.pythonMessage().endsWith(parts[1]), error.pythonMessage());
    }

    @Test
    void keys_that_are_one_key_in_python_are_refused() {
        var map = new LinkedHashMap<Object, Object>();
        map.put(1, "integer");
        map.put(true, "truth");
        var error = assertThrows(PythonException.class, () -> python.set("value", map));
        assertTrue(error.pythonMessage().startsWith("two keys of a map are equal in Python"), error.pythonMessage());
    }

    @Test
    void a_text_of_a_hundred_megabytes_passes() {
        String huge = "x".repeat(100_000_000);
        try (var roomy = PythonRuntime.shared().open(Limits.defaults().withMemoryBytes(640L << 20))) {
            roomy.set("text", huge);
            assertEquals(100_000_000, roomy.eval("len(text)"));
            assertEquals(huge, roomy.get("text"));
        }
    }

    @Test
    void a_text_that_is_too_large_for_the_memory_limit_meets_it_and_the_interpreter_goes_on() {
        String huge = "x".repeat(100_000_000);
        try (var small = PythonRuntime.shared().open(Limits.defaults().withMemoryBytes(64 << 20))) {
            var error = assertThrows(PythonException.class, () -> small.set("text", huge));
            assertEquals("MemoryError", error.typeName());
            assertEquals(
                    "MemoryError: the interpreter's limit is 67108864 bytes (Limits.memoryBytes)", error.getMessage());
            assertTrue(error.isMemoryLimit());
            assertFalse(assertThrows(PythonException.class, () -> small.exec("raise MemoryError('none')"))
                    .isMemoryLimit());
            assertEquals(2, small.eval("1 + 1"));
            assertEquals(
                    "MemoryError",
                    assertThrows(PythonException.class, () -> small.eval("'x' * 40_000_000"))
                            .typeName());
            assertEquals(2, small.eval("1 + 1"));
        }
    }

    @Test
    void the_documented_table_names_every_java_type_that_is_tested_here() throws Exception {
        String table = Files.readString(Path.of("..", "docs", "values.md"));
        toPython()
                .map(arguments -> arguments.get()[0])
                .filter(value -> value != null)
                .forEach(value -> {
                    Class<?> type = value.getClass();
                    String name = type.isArray()
                            ? "arrays"
                            : type.isRecord()
                                    ? "record"
                                    : type.isEnum()
                                            ? "enum"
                                            : value instanceof List
                                                    ? "List"
                                                    : value instanceof Map
                                                            ? "Map"
                                                            : value instanceof Set
                                                                    ? "Set"
                                                                    : value instanceof StringBuilder
                                                                            ? "CharSequence"
                                                                            : type.getSimpleName();
                    assertTrue(table.contains(name), name);
                });
    }
}
