package org.pythonwasm.engine.internal.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.PythonRuntime;

/** Which of several declared types is the best for a value. */
class FitTest {
    enum Colour {
        RED
    }

    record Point(int x, int y) {}

    /** A value, and types from the best to the worst. */
    static Stream<Arguments> rankings() {
        return Stream.of(
                Arguments.of(
                        1,
                        List.of(
                                int.class,
                                Integer.class,
                                long.class,
                                Long.class,
                                BigInteger.class,
                                double.class,
                                Double.class,
                                float.class,
                                BigDecimal.class,
                                short.class,
                                byte.class,
                                Number.class,
                                OptionalInt.class,
                                Comparable.class,
                                Object.class)),
                Arguments.of(1L << 40, List.of(long.class, BigInteger.class, double.class, BigDecimal.class)),
                Arguments.of(0.5, List.of(double.class, Double.class, float.class, BigDecimal.class, Object.class)),
                Arguments.of(2.0, List.of(double.class, float.class, int.class, Number.class)),
                Arguments.of(BigInteger.TWO.pow(70), List.of(BigInteger.class, BigDecimal.class, double.class)),
                Arguments.of(new BigDecimal("0.5"), List.of(BigDecimal.class, double.class, float.class)),
                Arguments.of(true, List.of(boolean.class, Boolean.class, Object.class)),
                Arguments.of(
                        "x",
                        List.of(String.class, CharSequence.class, char.class, File.class, char[].class, Object.class)),
                Arguments.of("RED", List.of(String.class, Colour.class, File.class, Object.class)),
                Arguments.of(
                        new ArrayList<>(List.of(1, 2)),
                        List.of(
                                List.class,
                                Collection.class,
                                Iterable.class,
                                int[].class,
                                Set.class,
                                Iterator.class,
                                Map.Entry.class,
                                Object.class)),
                Arguments.of(
                        new ArrayList<>(List.of(1, 2)),
                        List.of(int[].class, double[].class, Number[].class, Object[].class)),
                Arguments.of(new LinkedHashSet<>(Set.of(1)), List.of(Set.class, Collection.class, List.class)),
                Arguments.of(
                        new LinkedHashMap<>(Map.of("x", 1, "y", 2)),
                        List.of(Map.class, HashMap.class, AbstractMap.class, Point.class, TreeMap.class, Object.class)),
                Arguments.of(
                        OffsetDateTime.MAX.withYear(2024),
                        List.of(OffsetDateTime.class, Instant.class, Comparable.class, Object.class)),
                Arguments.of(LocalDate.EPOCH, List.of(LocalDate.class, LocalDateTime.class, Object.class)),
                Arguments.of(null, List.of(String.class, Object.class)),
                Arguments.of(new byte[1], List.of(byte[].class, Object.class)));
    }

    @ParameterizedTest
    @MethodSource("rankings")
    void types_that_say_more_of_a_value_cost_less(Object value, List<Class<?>> types) {
        var costs = types.stream().map(type -> Coercions.fit(value, type)).toList();
        assertTrue(costs.stream().allMatch(cost -> cost >= 0), types + " " + costs);
        assertEquals(costs.stream().sorted().distinct().toList(), costs, types.toString());
    }

    @Test
    void the_own_type_costs_nothing() {
        for (Object value : Arrays.asList("a", 0.5, 1, true, List.of(), new byte[0], LocalDate.EPOCH)) {
            Class<?> type = value instanceof List
                    ? List.class
                    : value instanceof Double
                            ? double.class
                            : value instanceof Integer
                                    ? int.class
                                    : value instanceof Boolean ? boolean.class : value.getClass();
            assertEquals(0, Coercions.fit(value, type), type.getName());
        }
        assertEquals(0, Coercions.fit(new File("a"), File.class));
    }

    @Test
    void what_cannot_be_converted_is_impossible() {
        var impossible = new LinkedHashMap<Object, List<Class<?>>>();
        impossible.put(
                1L << 40, List.of(int.class, Integer.class, short.class, String.class, boolean.class, List.class));
        impossible.put((1L << 53) + 1, List.of(double.class, Double.class));
        impossible.put(0.5, List.of(int.class, BigInteger.class, char.class));
        impossible.put(true, List.of(int.class, String.class));
        impossible.put("ab", List.of(char.class, Colour.class, int.class, byte[].class, List.class));
        impossible.put(List.of("a"), List.of(int[].class, Map.class, String.class, Map.Entry.class));
        impossible.put(Map.of("x", 1), List.of(Point.class, List.class));
        impossible.put(LocalDate.EPOCH, List.of(Instant.class, Date.class, String.class));
        impossible.put(Optional.empty(), List.of(String.class));
        impossible.forEach((value, types) ->
                types.forEach(type -> assertEquals(-1, Coercions.fit(value, type), value + " as " + type)));
        assertEquals(-1, Coercions.fit(null, int.class));
    }

    @Test
    void a_callable_is_a_function_rather_than_anything() {
        try (var python = PythonRuntime.shared().open()) {
            Object callable = python.eval("len");
            var types = List.of(PythonHandle.class, Function.class, Iterator.class, Object.class);
            var costs =
                    types.stream().map(type -> Coercions.fit(callable, type)).toList();
            assertEquals(
                    costs.stream().sorted(Comparator.naturalOrder()).distinct().toList(), costs);
            assertEquals(-1, Coercions.fit(callable, String.class));
        }
    }

    @Test
    void what_fits_is_converted() {
        rankings().forEach(ranking -> {
            Object value = ranking.get()[0];
            ((List<?>) ranking.get()[1]).forEach(type -> Coercions.convert(value, (Class<?>) type, "value"));
        });
        assertEquals(
                ZonedDateTime.parse("2024-01-01T00:00Z"),
                Coercions.convert(OffsetDateTime.parse("2024-01-01T00:00Z"), ZonedDateTime.class, "value"));
    }
}
