package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.PythonRuntime;

/**
 * Numbers of any size on every way from Python to Java and SQL: each arrives, or is refused with a short message. Written out digit by
 * digit, those here would take the host hours.
 */
class NumericCrossingTest {
    private static final Duration GENEROUS = Duration.ofMinutes(3);

    /** For interfaces of the JDK that lack one. */
    public interface OfInteger {
        Object of(BigInteger number);
    }

    public interface OfDecimal {
        Object of(BigDecimal number);
    }

    public interface Gives {
        long number();
    }

    public interface GivesInteger {
        BigInteger number();
    }

    @Provide
    Arbitrary<String> numbers() {
        var sizes = Arbitraries.integers().between(0, 4_000_000);
        return Combinators.combine(
                        Arbitraries.of(
                                "(1 << %d)",
                                "-(1 << %d)",
                                "((1 << %d) + 1)",
                                "Decimal('1E+%d')",
                                "Decimal('-7E+%d')",
                                "Decimal('1E-%d')",
                                "Decimal('0E+%d')",
                                "Decimal((0, (1,) * (%d % 90_000 + 1), 5))"),
                        sizes)
                .as((form, size) -> form.replace("%d", String.valueOf(size)));
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void a_number_of_any_size_crosses_or_is_refused(@ForAll("numbers") String number) {
        assertTimeoutPreemptively(GENEROUS, () -> {
            try (var python = PythonRuntime.shared().open()) {
                python.set(
                        "functions",
                        List.of(
                                (IntFunction<Object>) x -> x,
                                (LongFunction<Object>) x -> x,
                                (DoubleFunction<Object>) x -> x,
                                (OfInteger) x -> x,
                                (OfDecimal) x -> x));
                python.exec("""
                        import sys
                        from decimal import Decimal
                        sys.set_int_max_str_digits(0)
                        x = %s
                        def number(): return x
                        messages, wrong = [], []
                        for f in functions:
                            try:
                                y = f(x)
                                if not (y == x or isinstance(y, float) and Decimal(repr(y)) == x):
                                    wrong.append(repr(f))
                            except Exception as e:
                                messages.append(len(str(e)))
                        """.formatted(number));
                assertEquals(List.of(), python.eval("wrong"), number);
                assertEquals(true, python.eval("all(m < 1000 for m in messages)"), number);
                for (var type : List.of(Gives.class, GivesInteger.class)) {
                    var proxy = ((PythonHandle) python.eval("number")).as(type);
                    try {
                        var ignored = proxy instanceof Gives gives ? gives.number() : ((GivesInteger) proxy).number();
                    } catch (ClassCastException e) {
                        assertTrue(e.getMessage().length() < 1000, number);
                    } catch (PythonException e) {
                        throw new AssertionError(number, e);
                    }
                }
            }
        });
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void numbers_in_arrays_and_json_cross_or_are_refused(@ForAll("numbers") String number) {
        assertTimeoutPreemptively(GENEROUS, () -> {
            try (var connection = DriverManager.getConnection("jdbc:python-wasm:h2:mem:");
                    var statement = connection.createStatement()) {
                for (String type : List.of(
                        "DECIMAL(30, 2) ARRAY",
                        "DECIMAL ARRAY",
                        "INTEGER ARRAY",
                        "BIGINT ARRAY",
                        "DOUBLE PRECISION ARRAY",
                        "ROW(a INTEGER)",
                        "DECIMAL(30, 2)",
                        "BIGINT")) {
                    boolean nested = type.endsWith("ARRAY") || type.startsWith("ROW");
                    statement.execute("""
                            CREATE OR REPLACE FUNCTION f() RETURNS %s LANGUAGE PYTHON AS $$
                            from decimal import Decimal
                            def f():
                                return %s
                            $$
                            """.formatted(type, nested ? "[" + number + "]" : number));
                    try (var rows = statement.executeQuery("SELECT f()")) {
                        assertTrue(rows.next());
                    } catch (SQLException e) {
                        assertTrue(
                                List.of("22003", "22023").contains(e.getSQLState())
                                        && e.getMessage().length() < 3000,
                                () -> type + " " + number + ": " + e.getSQLState());
                    }
                    statement.execute("DROP FUNCTION f");
                }
            }
        });
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void numbers_in_json_results_cross_or_are_refused(@ForAll("numbers") String number) {
        assertTimeoutPreemptively(GENEROUS, () -> {
            for (String database : List.of("h2:mem:", "calcite:")) {
                try (var connection = DriverManager.getConnection("jdbc:python-wasm:" + database);
                        var statement = connection.createStatement()) {
                    assertJsonCrosses(statement, number, "%s", "sys.set_int_max_str_digits(4300)");
                    assertJsonCrosses(statement, number, "{'x': [1, %s]}", "sys.set_int_max_str_digits(0)");
                }
            }
        });
    }

    private static void assertJsonCrosses(Statement statement, String number, String value, String setting)
            throws SQLException {
        statement.execute("""
                CREATE OR REPLACE FUNCTION f() RETURNS JSON LANGUAGE PYTHON WITH (timeout = '20 s') AS $$
                import sys
                from decimal import Decimal
                %s
                def f():
                    return %s
                $$
                """.formatted(setting, value.formatted(number)));
        try (var rows = statement.executeQuery("SELECT f() FROM (VALUES (0)) AS nothing")) {
            assertTrue(rows.next());
            assertTrue(rows.getString(1).length() > 0, number);
        } catch (SQLException e) {
            assertTrue(
                    List.of("22003", "22023", "57014").contains(e.getSQLState())
                            && e.getMessage().length() < 3000,
                    () -> number + ": " + e.getSQLState() + " " + e.getMessage());
        }
    }

    @Property(tries = 1)
    void numbers_of_many_digits_in_json_are_refused_at_once() {
        assertTimeoutPreemptively(GENEROUS, () -> {
            try (var connection = DriverManager.getConnection("jdbc:python-wasm:h2:mem:");
                    var statement = connection.createStatement()) {
                for (String value : List.of("%s", "-%s", "[1, %s]", "{'x': {'y': -%s}}")) {
                    statement.execute("""
                            CREATE OR REPLACE FUNCTION f() RETURNS JSON LANGUAGE PYTHON AS $$
                            import sys
                            sys.set_int_max_str_digits(0)
                            x = int("7" * 200_000, 16)
                            def f(): return %s
                            $$
                            """.formatted(value.replace("%s", "x")));
                    var error = assertThrows(
                            SQLException.class,
                            () -> statement.executeQuery("SELECT f()").next());
                    assertEquals("22003", error.getSQLState(), error::getMessage);
                }
            }
        });
    }

    @Property(tries = 1)
    void a_default_of_many_digits_is_out_of_range() {
        assertTimeoutPreemptively(GENEROUS, () -> {
            try (var connection = DriverManager.getConnection("jdbc:python-wasm:h2:mem:");
                    var statement = connection.createStatement()) {
                for (String type : List.of("INTEGER", "DECIMAL(9)", "DOUBLE PRECISION", "VARCHAR")) {
                    for (String digits : List.of("7".repeat(600_000), "0." + "7".repeat(600_000))) {
                        var error = assertThrows(
                                SQLException.class,
                                () -> statement.execute("CREATE FUNCTION f(x " + type + " DEFAULT " + digits
                                        + ") RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): return 1'"));
                        assertEquals("42000", error.getSQLState());
                        assertTrue(error.getMessage().length() < 3000, type);
                    }
                }
            }
        });
    }
}
