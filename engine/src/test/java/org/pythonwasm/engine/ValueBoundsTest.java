package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.MonthDay;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.chrono.JapaneseDate;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which numbers become others, which values are no functions, and how little of a value is in a message. */
class ValueBoundsTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    interface ToFloat {
        Object of(float number);
    }

    interface ToInteger {
        Object of(BigInteger number);
    }

    private String refusal(String script) {
        return assertThrows(PythonException.class, () -> python.eval(script), script)
                .pythonMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2**53               | 9007199254740992.0
            -(2**53)            | -9007199254740992.0
            2**1023             | 8.98846567431158E307
            (2**53 + 1) * 2     |
            2**53 + 1           |
            -(2**1024)          |
            2**2000             |
            2**63 - 1           |
            Decimal('0.1')      | 0.1
            Decimal('0.10000000000000000000') | 0.1
            Decimal(0.1)        | 0.1
            Decimal('0.12345678901234567890') |
            Decimal('1E+400')   |
            Decimal('1E-400')   |
            Decimal('1E+20000000') |
            Decimal('0E+20000000') | 0.0
            float('inf')        | Infinity
            """)
    void a_double_is_the_number_that_python_gave_or_an_error(String given, Double expected) {
        python.set("f", (DoubleFunction<Object>) number -> number);
        String script = "from decimal import Decimal\nf(" + given + ")";
        if (expected == null) {
            String message = refusal(script);
            assertTrue(message.contains("expected double, Python gave java."), message);
            assertTrue(message.contains("which it cannot hold without loss"), message);
        } else {
            assertEquals(expected, python.eval(script));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2**24           | 16777216
            2**24 + 1       |
            2**128          |
            0.1             | 0.1
            1e39            |
            1e-60           |
            Decimal('0.1')  | 0.1
            Decimal('0.123456789') |
            """)
    void a_float_is_the_number_that_python_gave_or_the_nearest_to_a_float(String given, Float expected) {
        python.set("f", (ToFloat) number -> (double) number);
        String script = "from decimal import Decimal\nf(" + given + ")";
        if (expected == null) {
            assertTrue(refusal(script).contains("expected float"));
        } else {
            assertEquals((double) expected, python.eval(script));
        }
    }

    @Test
    void an_integer_may_come_as_a_number_without_fraction() {
        python.set("f", (LongFunction<Object>) number -> number);
        python.set("g", (ToInteger) number -> number);
        python.exec("from decimal import Decimal");
        assertEquals(9223372036854775807L, python.eval("f(Decimal('9223372036854775807.000'))"));
        assertEquals(3, python.eval("f(3.0)"));
        assertEquals(new BigInteger("1" + "0".repeat(30)), python.eval("g(Decimal('1E+30'))"));
        assertEquals(BigInteger.TWO.pow(1_000_001), python.eval("g(2 << 1_000_000)"));
        for (String bad : new String[] {
            "f(Decimal('9223372036854775808'))",
            "f(Decimal('1E-20000000'))",
            "f(float('nan'))",
            "g(Decimal('1E+20000000'))",
            "g(Decimal('0.5'))",
            "f(1 << 4_000_000)"
        }) {
            assertTrue(refusal(bad).length() < 300, bad);
        }
    }

    @Test
    void a_decimal_number_that_java_gives_has_a_limit_too() {
        var huge = new BigDecimal(BigInteger.ONE.shiftLeft(4_000_000));
        var error = assertThrows(IllegalArgumentException.class, () -> python.set("x", huge));
        assertEquals("x: a decimal number of some 1204120 digits, the limit is 100000", error.getMessage());
        python.set("x", BigInteger.ONE.shiftLeft(4_000_000).negate());
        assertEquals(true, python.eval("x == -(1 << 4_000_000)"));
    }

    @Test
    void a_value_of_java_time_is_no_function() {
        for (Object value : new Object[] {
            Year.of(2024),
            YearMonth.of(2024, 2),
            MonthDay.of(2, 29),
            ZoneOffset.UTC,
            JapaneseDate.now(),
            JapaneseDate.now().getEra(),
            Period.ofDays(1)
        }) {
            python.set("x", value);
            assertEquals(false, python.eval("callable(x)"), value.toString());
        }
        var day = JapaneseDate.now();
        var era = day.getEra();
        python.set("x", List.of(day, era));
        assertEquals(List.of(day, era), python.eval("x"));
    }

    static final class Absent {}

    interface Mentions {
        Absent get(Absent other);
    }

    public static final class Bound implements Mentions {
        @Override
        public Absent get(Absent other) {
            return other;
        }
    }

    /** Has the classes above, but for one. */
    private static final class Incomplete extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Absent.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            if (!name.equals(Bound.class.getName()) && !name.equals(Mentions.class.getName())) {
                return super.loadClass(name, resolve);
            }
            var loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (var file =
                    ValueBoundsTest.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void an_object_whose_class_mentions_an_absent_one_is_no_function() throws ReflectiveOperationException {
        Object bound = new Incomplete()
                .loadClass(Bound.class.getName())
                .getConstructor()
                .newInstance();
        python.set("x", bound);
        assertEquals(false, python.eval("callable(x)"));
        assertEquals(bound, python.eval("x"));
    }

    @Test
    void a_deep_list_is_named_by_its_class_and_size() {
        python.set("f", (IntFunction<Object>) number -> number);
        String message = refusal("""
                x = []
                for _ in range(30_000):
                    x = [x]
                f(x)
                """);
        assertTrue(message.endsWith("expected int, Python gave java.util.ArrayList of 1 element"), message);
    }

    @Test
    void a_long_text_is_cut() {
        python.set("f", (IntFunction<Object>) number -> number);
        String message = refusal("f('x' * 1_000_000)");
        assertTrue(message.endsWith("java.lang.String " + "x".repeat(100) + "… of 1000000 characters"), message);
        assertTrue(refusal("f(**{'y' * 10_000: 1})").length() < 500);
    }

    @Test
    void the_result_of_an_interface_is_bounded_as_well() {
        python.exec("def f(x): return 1 << 4_000_000");
        @SuppressWarnings("unchecked")
        UnaryOperator<Object> any = ((PythonHandle) python.eval("f")).as(UnaryOperator.class);
        assertEquals(BigInteger.ONE.shiftLeft(4_000_000), any.apply(1));
        var typed = ((PythonHandle) python.eval("f")).as(java.util.function.IntUnaryOperator.class);
        assertEquals(
                "result of applyAsInt: expected int, Python gave java.math.BigInteger an integer of 4000001 bits",
                assertThrows(ClassCastException.class, () -> typed.applyAsInt(1))
                        .getMessage());
    }

    @Test
    void a_key_of_a_strangers_class_is_named_by_its_class() {
        Object key = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("a message called this");
            }
        };
        var error = assertThrows(IllegalArgumentException.class, () -> python.set("x", Map.of(Map.of(key, 1), 1)));
        assertEquals(
                "x key java.util.ImmutableCollections$Map1 of 1 element: a map or record is no key in Python, where keys are immutable",
                error.getMessage());
        python.set("x", Map.of(key, 1));
        assertEquals(Map.of(key, 1), python.eval("x"));
        Function<Object, Object> same = value -> value;
        python.set("same", same);
        assertEquals(1, python.eval("same(1)"));
    }
}
