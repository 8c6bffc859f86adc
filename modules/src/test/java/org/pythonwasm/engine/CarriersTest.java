package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values mean the same whether they travel in the binary form, to the built-in guest, or as JSON, to any other python.wasm. */
class CarriersTest {
    private static final PythonInterpreter BINARY = PythonRuntime.shared().open();
    private static final PythonInterpreter JSON =
            Guests.runtime(Guests.official()).open();
    private static final PythonInterpreter BINARY_OBJECTS =
            PythonRuntime.shared().withHostAccess(HostAccess.ALL).open();
    private static final PythonInterpreter JSON_OBJECTS =
            Guests.runtime(Guests.official()).withHostAccess(HostAccess.ALL).open();

    private record Point(int x, List<String> names) {}

    private record Dollar(int $, Point items) {}

    private enum Colour {
        RED
    }

    private static Object deep(int levels) {
        Object value = "bottom";
        for (int i = 0; i < levels; i++) {
            value = i % 2 == 0 ? List.of(value) : Map.of("k", value);
        }
        return value;
    }

    static final List<Object> VALUES = Arrays.asList(
            null,
            true,
            false,
            0,
            -1,
            Integer.MIN_VALUE,
            1L << 31,
            Long.MIN_VALUE,
            (short) 3,
            (byte) -3,
            BigInteger.TWO.pow(64),
            BigInteger.TWO.pow(200).negate(),
            BigInteger.ONE,
            0.0,
            -0.0,
            1.5f,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            new BigDecimal("0.10"),
            new BigDecimal("1E+30"),
            "",
            "x",
            "ü",
            "€",
            "🐍 ",
            "a\0b",
            new StringBuilder("text"),
            'c',
            Colour.RED,
            new byte[0],
            new byte[] {-1, 0, 1},
            LocalDate.of(1, 1, 1),
            LocalDate.of(9999, 12, 31),
            LocalTime.of(23, 59, 59, 999_999_999),
            OffsetTime.of(1, 2, 3, 4_000, ZoneOffset.ofHours(-18)),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1_000),
            OffsetDateTime.of(2024, 2, 29, 0, 0, 0, 0, ZoneOffset.ofTotalSeconds(3_723)),
            Instant.EPOCH,
            Duration.ofNanos(-1_000),
            Duration.ofDays(400).plusNanos(5_000),
            new UUID(1, -2),
            Optional.of("there"),
            Optional.empty(),
            List.of(),
            List.of(1, 2, 3),
            List.of(1, 2, 3, 4, 5),
            List.of(1, 2, 3, 4L << 40),
            List.of(1L, 2L, 3L, 4L << 40),
            List.of(1.5, 2.5, Double.NaN, 4.0),
            List.of(1, 2, 3, "4"),
            new int[] {1, 2},
            new long[] {1, 1L << 40},
            new double[] {1, 0.5},
            new Object[] {1, null},
            new String[][] {{"a"}, {}},
            new boolean[] {true},
            Set.of(1),
            Map.of(),
            Map.of("a", 1),
            Map.of(1, "a"),
            Map.of(List.of(1, 2), 3),
            Map.of(Set.of(1), 3),
            Map.of("$", 1),
            new Point(1, List.of("a")),
            List.of(new Dollar(1, new Point(2, List.of()))),
            Map.entry("a", List.of(1)),
            Map.of(Map.entry("a", List.of(1)), Map.entry(1, 2)),
            new Date(1_500),
            new GregorianCalendar(TimeZone.getTimeZone("GMT-05:30")),
            java.sql.Date.valueOf("2024-02-29"),
            java.sql.Time.valueOf("23:59:59"),
            java.sql.Timestamp.valueOf("2024-01-02 03:04:05.000006789"),
            Year.of(2024),
            YearMonth.of(2024, 2),
            MonthDay.of(2, 29),
            Period.ofDays(3),
            ZoneId.of("Europe/Berlin"),
            ZoneOffset.ofHours(1),
            OptionalInt.of(1),
            OptionalLong.empty(),
            OptionalDouble.of(Double.NaN),
            new AtomicInteger(-1),
            new AtomicLong(1L << 40),
            new AtomicBoolean(true),
            new DoubleAdder(),
            Path.of("ü"),
            new File("a"),
            URI.create("urn:a"),
            new NamedTuple(List.of("a", "b"), List.of(1, "x")),
            deep(99),
            deep(101),
            deep(3_000));

    @AfterAll
    static void close() {
        BINARY.close();
        BINARY_OBJECTS.close();
        JSON_OBJECTS.close();
        JSON.close();
    }

    /** Arrays are equal by content here. */
    private static Object comparable(Object value) {
        return value instanceof byte[] bytes ? "bytes " + Arrays.toString(bytes) : value;
    }

    /** The result, or how it was refused. */
    private static Object outcome(PythonInterpreter python, String function, Object argument) {
        try {
            return comparable(python.call(function, argument));
        } catch (PythonException e) {
            return e.typeName() + ": " + e.pythonMessage();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @FieldSource("VALUES")
    void a_value_comes_back_the_same(Object value) {
        for (var python : List.of(BINARY, JSON)) {
            python.exec("def same(value): return value");
        }
        assertEquals(outcome(JSON, "same", value), outcome(BINARY, "same", value));
    }

    @ParameterizedTest
    @FieldSource("VALUES")
    void a_value_is_the_same_in_python(Object value) {
        assumeFalse(value == VALUES.get(VALUES.size() - 1), "how deep repr follows is the guest's own matter");
        for (var python : List.of(BINARY, JSON)) {
            python.exec("""
                    def show(value):
                        try:
                            return type(value).__name__ + ' ' + repr(value)
                        except RecursionError:
                            return 'deep'
                    """);
        }
        assertEquals(outcome(JSON, "show", value), outcome(BINARY, "show", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "None",
                "2 ** 63",
                "-2 ** 63 - 1",
                "[True, 1, 1.0]",
                "(1, (2,), [])",
                "{1: 2, None: [3]}",
                "{'a': {'$': 1}}",
                "frozenset([1])",
                "{(1, 2): {3}}",
                "bytearray(b'x')",
                "'\\udc80'",
                "[[1, '\\ud800']]",
                "{float('nan'): 1}",
                "{'a': [float('inf')]}",
                "__import__('collections').OrderedDict([('b', 1), ('a', 2)])",
                "__import__('collections').Counter('aab')",
                "__import__('collections').namedtuple('P', 'x y')(1, 2)",
                "__import__('enum').IntEnum('E', 'A').A",
                "type('S', (str,), {})('sub')",
                "type('D', (dict,), {'items': lambda self: [('forged', 1)]})()",
                "type('L', (list,), {'__iter__': lambda self: iter((5, 6))})([1])",
                "__import__('decimal').Decimal('NaN')",
                "__import__('decimal').Decimal('-Infinity')",
                "__import__('decimal').Decimal('1E-400')",
                "__import__('uuid').UUID(int=5)",
                "__import__('datetime').datetime(2024, 1, 1, tzinfo=__import__('datetime').timezone(__import__('datetime').timedelta(hours=20)))",
                "__import__('datetime').time(1, tzinfo=__import__('zoneinfo').ZoneInfo('UTC')) if False else 1",
                "(lambda a: (a.append(a), a)[1])([])",
                "(lambda d: (d.update(x=[d]), d)[1])({})",
                "[*range(10), 2 ** 40]",
                "[0.5] * 5 + [1]"
            })
    void a_value_of_python_is_the_same_in_java(String source) {
        assertEquals(outcome(JSON, "eval", source), outcome(BINARY, "eval", source));
    }

    @Test
    void what_cannot_travel_is_refused_with_the_same_words() {
        var loop = new ArrayList<>();
        loop.add(Map.of("again", loop));
        var lying = new HashMap<>(Map.of(1, "a", true, "b"));
        for (Object value : Arrays.asList(
                loop,
                lying,
                List.of("ab\uD83D"),
                Map.of("\uDC00", 1),
                LocalDate.of(10_000, 1, 1),
                List.of(1, Map.of(1.5, Map.of(Double.NaN, 1))),
                Map.of(Map.of("a", 1), 2),
                Map.of(new Point(1, List.of()), 2),
                new Date(Long.MAX_VALUE),
                List.of(Map.entry("a", new java.sql.Date(Long.MIN_VALUE))),
                Map.of(OptionalDouble.of(Double.NaN), 2),
                new Point(1, Collections.singletonList("\uD800")),
                Duration.ofSeconds(Long.MAX_VALUE),
                new NamedTuple(List.of("a"), List.of("\uD800")))) {
            assertEquals(outcome(JSON, "len", value), outcome(BINARY, "len", value));
        }
    }

    /** With methods, properties, a list, a map, a function and an iterator. */
    public static final class Shop {
        public final List<Object> list = new ArrayList<>(List.of(1, "two"));
        public final Map<String, Object> map = new LinkedHashMap<>(Map.of("a", 1));
        private int total = 3;

        public int getTotal() {
            return total;
        }

        public void setTotal(int newTotal) {
            total = newTotal;
        }

        public Object apply(Function<Object, Object> function, Object argument) {
            return function.apply(argument);
        }

        public Iterator<Object> items() {
            return list.iterator();
        }

        public void fail() {
            throw new IllegalStateException("no");
        }

        @Override
        public String toString() {
            return "shop";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.total",
                "shop.total = 5\nshop.getTotal()",
                "shop.list.append([1.5]); list(shop.list)",
                "shop.list[-1], shop.list[0:2], len(shop.list), 'two' in shop.list",
                "shop.list[7]",
                "shop.map['b'] = None; dict(shop.map), list(shop.map.items())",
                "shop.map['x']",
                "shop.apply(lambda x: x * 2, 4)",
                "shop.apply(lambda x: 1 / 0, 4)",
                "list(shop.items())",
                "shop.fail()",
                "shop.nothing",
                "shop.nothing = 1",
                "shop.apply(1)",
                "shop is shop.apply(lambda x: x, shop), shop == shop, str(shop), hash(shop) == hash(shop)",
                "repr(shop.list), sorted(n for n in dir(shop) if n[0] != '_')",
                "[shop.list.remove(x) for x in list(shop.list)]; shop.list.isEmpty()"
            })
    void java_objects_are_used_alike_on_both(String script) {
        assertEquals(outcome(BINARY_OBJECTS, script), outcome(JSON_OBJECTS, script));
    }

    private static String outcome(PythonInterpreter python, String script) {
        python.set("shop", new Shop());
        try {
            return String.valueOf(python.eval(script));
        } catch (PythonException e) {
            return e.getMessage();
        }
    }

    @Test
    void a_java_object_without_a_value_passes_through_both() {
        Object thread = Thread.currentThread();
        var map = new LinkedHashMap<String, Object>(Map.of("t", thread));
        for (var python : List.of(BINARY, JSON)) {
            python.set("m", map);
            assertEquals(map, python.eval("m"));
            assertEquals("<Java object of java.lang.Thread>", python.eval("repr(m['t'])"));
            assertEquals(true, python.eval("m['t'] == m['t']"));
        }
    }

    @Test
    void globals_of_a_scope_are_seen_alike() {
        for (var python : List.of(BINARY, JSON)) {
            var scope = python.newScope();
            assertEquals(Arrays.asList(null, 7), Arrays.asList(scope.put("a", 7), scope.put("a", List.of(1))));
            scope.setOuter(Map.of("lent", 5, "a", 6));
            assertEquals(6, scope.eval("import math\n_x = 1\n__y = 2\na.append(lent); a[0] + a[1]", "<f>"));
            assertEquals(List.of("a", "_x"), scope.names());
            assertEquals(
                    Arrays.asList(List.of(1, 5), null, null),
                    Arrays.asList(scope.find("a"), scope.find("lent"), scope.find("math")));
            assertEquals(
                    List.of(true, false, false, false),
                    List.of(scope.has("a"), scope.has("lent"), scope.has("math"), scope.has("__y")));
            assertEquals(List.of(true, false), List.of(scope.delete("a"), scope.delete("a")));
            assertEquals(6, scope.eval("a", "<f>"));
        }
    }
}
