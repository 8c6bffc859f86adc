package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.Enumeration;
import java.util.GregorianCalendar;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Python returns to an interface of Java has the type that its method declares, with the type's arguments. */
class InterfaceTypesTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    enum Colour {
        RED
    }

    record Point(int x, long y) {}

    record Line(Point from, List<Point> through) {}

    record Pair<A, B>(A first, List<B> second) {}

    record Positive(int number) {
        Positive {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    record Tree(List<Tree> children) {}

    /** Each method returns what the Python function of that name does. */
    interface Results {
        int[] ints();

        String[][] tables();

        byte[] bytes();

        Object[] objects();

        List<Long>[] generic();

        List<Long> longs();

        Set<Integer> set();

        Map<String, List<Long>> map();

        Map<Integer, Colour> colours();

        SortedMap<String, Double> sorted();

        SortedSet<Long> sortedSet();

        Deque<String> deque();

        ArrayDeque<String> arrayDeque();

        Map.Entry<String, Long> entry();

        Optional<Long> optional();

        OptionalInt optionalInt();

        OptionalLong optionalLong();

        OptionalDouble optionalDouble();

        Instant instant();

        ZonedDateTime zoned();

        OffsetDateTime offset();

        Date date();

        Calendar calendar();

        LocalDate day();

        LocalDateTime dayTime();

        java.sql.Date sqlDate();

        java.sql.Time sqlTime();

        java.sql.Timestamp sqlTimestamp();

        Year year();

        MonthDay monthDay();

        ZoneId zone();

        Path path();

        File file();

        URI uri();

        URL url();

        Set<URL> urls();

        Colour colour();

        char character();

        char[] characters();

        CharSequence text();

        BigInteger bigInteger();

        BigDecimal bigDecimal();

        Point point();

        Line line();

        Pair<Long, Double> pair();

        Positive positive();

        Tree tree();

        Iterator<Long> iterator();

        Iterable<Long> iterable();

        Enumeration<Long> enumeration();

        Stream<Long> stream();

        IntStream intStream();

        LongStream longStream();

        Function<String, Long> function();

        List<? extends Supplier<Long>> suppliers();

        Set<Object> anySet();

        Map<List<Long>, Object> listKeys();

        Shape shape();
    }

    private Results returning(String name, String expression) {
        python.exec("""
                import datetime
                from datetime import timezone, timedelta
                from decimal import Decimal
                def %s(): return %s
                """.formatted(name, expression));
        return partial(name);
    }

    /** Only one function is there. */
    private Results partial(String name) {
        python.exec("""
                class Partial:
                    def __getattr__(self, missing):
                        if missing.startswith('__'): raise AttributeError(missing)
                        return lambda: None
                Partial.%1$s = lambda self: %1$s()
                """.formatted(name));
        return ((PythonHandle) python.eval("Partial()")).as(Results.class);
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(ClassCastException.class, call).getMessage());
    }

    @Test
    void arrays_have_elements_of_their_type() {
        assertArrayEquals(new int[] {1, 2}, returning("ints", "[1, 2.0]").ints());
        assertArrayEquals(new int[] {1}, returning("ints", "(1,)").ints());
        assertArrayEquals(
                new String[][] {{"a"}, {}, null},
                returning("tables", "[['a'], (), None]").tables());
        assertArrayEquals(new byte[] {1, -1}, returning("bytes", "b'\\1\\xff'").bytes());
        assertArrayEquals(new byte[] {1, -1}, returning("bytes", "[1, -1]").bytes());
        assertArrayEquals(
                new Object[] {1, "a", null},
                returning("objects", "[1, 'a', None]").objects());
        assertEquals(List.of(1L), returning("generic", "[[1]]").generic()[0]);
        refused(
                "result of ints[7]: expected int, Python gave java.lang.String x",
                () -> returning("ints", "[0, 1, 2, 3, 4, 5, 6, 'x']").ints());
        refused(
                "result of ints[0]: expected int, Python gave java.math.BigInteger an integer of 4000001 bits",
                () -> returning("ints", "[1 << 4_000_000]").ints());
        refused(
                "result of ints[1]: expected int, Python gave None",
                () -> returning("ints", "[1, None]").ints());
        refused(
                "result of bytes[0]: expected byte, Python gave java.lang.Integer 200",
                () -> returning("bytes", "[200]").bytes());
        refused(
                "result of tables[1][0]: expected java.lang.String, Python gave java.lang.Integer 5",
                () -> returning("tables", "[[], [5]]").tables());
        refused(
                "result of tables[0]: expected java.lang.String[], Python gave java.lang.String ab",
                () -> returning("tables", "['ab']").tables());
    }

    @Test
    void collections_have_elements_of_their_type_at_any_depth() {
        assertEquals(List.of(1L, 1L << 40), returning("longs", "[1, 1 << 40]").longs());
        assertEquals(Set.of(1, 2), returning("set", "[1, 2.0, 1]").set());
        assertEquals(Map.of("a", List.of(1L)), returning("map", "{'a': (1,)}").map());
        assertEquals(Map.of(1, Colour.RED), returning("colours", "{1.0: 'RED'}").colours());
        assertEquals(
                new TreeMap<>(Map.of("b", 1.0, "a", 2.0)),
                returning("sorted", "{'b': 1, 'a': 2}").sorted());
        assertEquals(
                new TreeSet<>(Set.of(1L, 3L)), returning("sortedSet", "{3, 1}").sortedSet());
        assertEquals(new LinkedList<>(List.of("a")), returning("deque", "['a']").deque());
        assertEquals(Map.entry("a", 5L), returning("entry", "('a', 5)").entry());
        refused(
                "result of map['a'][7]: expected java.lang.Long, Python gave java.lang.Double 0.5",
                () -> returning("map", "{'a': [*range(7), .5]}").map());
        refused(
                "result of colours key x: expected java.lang.Integer, Python gave java.lang.String x"
                        .replace("key x", "key 'x'"),
                () -> returning("colours", "{'x': 'RED'}").colours());
        refused(
                "result of sorted: the keys or elements have no order among each other",
                () -> returning("sorted", "{None: 1, 'a': 1}").sorted());
        refused(
                "result of entry: expected java.util.Map$Entry<java.lang.String, java.lang.Long>, "
                        + "Python gave java.util.ArrayList [a]",
                () -> returning("entry", "['a']").entry());
        refused(
                "result of longs: expected java.util.List<java.lang.Long>, Python gave java.util.LinkedHashMap {}",
                () -> returning("longs", "{}").longs());
        refused(
                "result of arrayDeque: expected java.util.ArrayDeque<java.lang.String>, Python gave java.util.ArrayList []",
                () -> returning("arrayDeque", "[]").arrayDeque());
        refused(
                "result of longs: expected java.util.List<java.lang.Long>, Python gave an object of the Python class "
                        + "generator; list(…) makes a list of what can be iterated over",
                () -> returning("longs", "(x for x in [1])").longs());
    }

    @Test
    void an_optional_is_empty_for_none() {
        assertEquals(Optional.of(5L), returning("optional", "5").optional());
        assertEquals(Optional.empty(), returning("optional", "None").optional());
        assertEquals(OptionalInt.of(5), returning("optionalInt", "5").optionalInt());
        assertEquals(OptionalInt.empty(), returning("optionalInt", "None").optionalInt());
        assertEquals(OptionalLong.of(5), returning("optionalLong", "5").optionalLong());
        assertEquals(OptionalDouble.of(5), returning("optionalDouble", "5").optionalDouble());
        refused(
                "result of optionalInt: expected int, Python gave java.lang.Long 2147483648",
                () -> returning("optionalInt", "1 << 31").optionalInt());
    }

    @Test
    void moments_and_local_times_are_not_mixed_up() {
        String aware = "datetime.datetime(2024, 1, 2, 3, 4, 5, 678901, timezone(timedelta(seconds=3723)))";
        var moment = OffsetDateTime.parse("2024-01-02T03:04:05.678901+01:02:03");
        assertEquals(moment.toInstant(), returning("instant", aware).instant());
        assertEquals(moment.toZonedDateTime(), returning("zoned", aware).zoned());
        assertEquals(moment, returning("offset", aware).offset());
        var millis = Instant.ofEpochMilli(moment.toInstant().toEpochMilli());
        assertEquals(Date.from(millis), returning("date", aware).date());
        var calendar = (GregorianCalendar) returning("calendar", aware).calendar();
        assertEquals(
                millis.atOffset(moment.getOffset()), calendar.toZonedDateTime().toOffsetDateTime());
        python.set("same", calendar);
        assertEquals(millis.atOffset(moment.getOffset()), python.get("same"));
        assertEquals(
                java.sql.Timestamp.from(moment.toInstant()),
                returning("sqlTimestamp", aware).sqlTimestamp());
        assertEquals(
                LocalDate.of(2024, 1, 2),
                returning("day", "datetime.datetime(2024, 1, 2)").day());
        assertEquals(
                LocalDateTime.of(2024, 1, 2, 0, 0),
                returning("dayTime", "datetime.date(2024, 1, 2)").dayTime());
        assertEquals(
                java.sql.Date.valueOf("2024-01-02"),
                returning("sqlDate", "datetime.date(2024, 1, 2)").sqlDate());
        assertEquals(
                java.sql.Time.valueOf("01:02:03"),
                returning("sqlTime", "datetime.time(1, 2, 3)").sqlTime());
        assertEquals(
                java.sql.Timestamp.valueOf("2024-01-02 03:04:05.000006"),
                returning("sqlTimestamp", "datetime.datetime(2024, 1, 2, 3, 4, 5, 6)")
                        .sqlTimestamp());
        refused(
                "result of instant: expected java.time.Instant, Python gave java.time.LocalDateTime 2024-01-02T00:00, "
                        + "which is no moment; a datetime with a zone is one, such as datetime.now(timezone.utc)",
                () -> returning("instant", "datetime.datetime(2024, 1, 2)").instant());
        refused(
                "result of day: expected java.time.LocalDate, Python gave java.time.LocalDateTime 2024-01-02T01:00",
                () -> returning("day", "datetime.datetime(2024, 1, 2, 1)").day());
        refused(
                "result of dayTime: expected java.time.LocalDateTime, Python gave java.time.OffsetDateTime "
                        + "2024-01-02T00:00Z",
                () -> returning("dayTime", "datetime.datetime(2024, 1, 2, tzinfo=timezone.utc)")
                        .dayTime());
    }

    @Test
    void texts_become_what_they_write() {
        assertEquals(Year.of(2024), returning("year", "2024").year());
        assertEquals(MonthDay.of(2, 29), returning("monthDay", "'--02-29'").monthDay());
        assertEquals(
                ZoneId.of("Europe/Berlin"), returning("zone", "'Europe/Berlin'").zone());
        assertEquals(Path.of("a", "b"), returning("path", "'a/b'").path());
        assertEquals(new File("a"), returning("file", "'a'").file());
        assertEquals(URI.create("urn:a"), returning("uri", "'urn:a'").uri());
        assertEquals(
                "https://example.org/",
                returning("url", "'https://example.org/'").url().toString());
        assertEquals(Colour.RED, returning("colour", "'RED'").colour());
        refused(
                "result of colour: expected " + Colour.class.getName()
                        + ", Python gave java.lang.String PINK; its constants are RED",
                () -> returning("colour", "'PINK'").colour());
        assertEquals('x', returning("character", "'x'").character());
        assertArrayEquals(new char[] {'x', 'y'}, returning("characters", "'xy'").characters());
        assertEquals("text", returning("text", "'text'").text());
        refused(
                "result of path: expected java.nio.file.Path, Python gave java.lang.String a?b",
                () -> returning("path", "'a\\0b'").path());
        refused(
                "result of zone: expected java.time.ZoneId, Python gave java.lang.String Nowhere",
                () -> returning("zone", "'Nowhere'").zone());
        refused(
                "result of url: expected java.net.URL, Python gave java.lang.String none:a",
                () -> returning("url", "'none:a'").url());
        refused(
                "result of urls: a java.net.URL is no key or element of a set: Java asks the network if two are equal",
                () -> returning("urls", "['https://example.org/']").urls());
        refused(
                "result of year: expected java.time.Year, Python gave java.lang.Integer 1000000000",
                () -> returning("year", "10 ** 9").year());
    }

    @Test
    void numbers_are_exact() {
        assertEquals(
                BigInteger.TWO.pow(70),
                returning("bigInteger", "Decimal(2 ** 70)").bigInteger());
        assertEquals(
                new BigDecimal(BigInteger.TWO.pow(70)),
                returning("bigDecimal", "2 ** 70").bigDecimal());
        refused(
                "result of bigInteger: expected java.math.BigInteger, Python gave java.lang.Double 0.5",
                () -> returning("bigInteger", "0.5").bigInteger());
    }

    @Test
    void a_dict_is_a_record_if_it_has_exactly_its_components() {
        assertEquals(new Point(1, 2), returning("point", "{'y': 2, 'x': 1}").point());
        assertEquals(
                new Line(new Point(1, 2), List.of(new Point(3, 4))),
                returning("line", "{'from': {'x': 1, 'y': 2}, 'through': [{'x': 3, 'y': 4}]}")
                        .line());
        assertEquals(
                new Pair<>(1L, List.of(2.0)),
                returning("pair", "{'first': 1, 'second': [2]}").pair());
        python.set("given", new Point(5, 6));
        assertEquals(new Point(5, 6), returning("point", "given").point());
        refused(
                "result of point: expected " + Point.class.getName() + "(x, y), the dict lacks 'y'",
                () -> returning("point", "{'x': 1, 'z': 2}").point());
        refused(
                "result of point: expected " + Point.class.getName() + "(x, y), the dict has also 'z'",
                () -> returning("point", "{'x': 1, 'y': 2, 'z': 'secret' * 1000}")
                        .point());
        refused(
                "result of line['through'][1]['x']: expected int, Python gave java.lang.String a",
                () -> returning("line", "{'from': None, 'through': [None, {'x': 'a', 'y': 1}]}")
                        .line());
        var error = assertThrows(
                ClassCastException.class,
                () -> returning("positive", "{'number': -1}").positive());
        assertEquals(
                "result of positive: " + Positive.class.getName()
                        + " refuses its components: java.lang.IllegalArgumentException: negative",
                error.getMessage());
        assertInstanceOf(IllegalArgumentException.class, error.getCause());
    }

    @Test
    void a_value_that_nests_deeper_than_a_stack_is_refused() {
        python.exec("""
                def nested(levels):
                    value = {'children': []}
                    for _ in range(levels): value = {'children': [value]}
                    return value
                def lists(levels):
                    value = []
                    for _ in range(levels): value = [value]
                    return value
                """);
        assertEquals(1, returning("tree", "nested(50)").tree().children().size());
        String message = assertThrows(
                        ClassCastException.class,
                        () -> returning("tree", "nested(100_000)").tree())
                .getMessage();
        assertTrue(message.startsWith("result of tree['children'][0]['children'][0]"), message);
        assertTrue(message.endsWith("…: nested deeper than 200 levels, the limit for declared types"), message);
        assertEquals(
                "result of anySet: a key or element of a set nests too deeply for Java to compare it",
                assertThrows(
                                ClassCastException.class,
                                () -> returning("anySet", "[lists(100_000)]").anySet())
                        .getMessage());
        assertEquals(1, returning("objects", "[lists(100_000)]").objects().length);
    }

    @Test
    void elements_that_were_chosen_to_have_one_hash_are_refused() {
        assertEquals(
                20_000,
                returning("anySet", "[[i, -i] for i in range(20_000)]").anySet().size());
        assertEquals(1, returning("anySet", "[[1, 2]] * 20_000").anySet().size());
        refused(
                "result of anySet: more than 200 keys or elements of a set have the same hash in Java, which is slow",
                () -> returning("anySet", "[[i, -31 * i] for i in range(20_000)]")
                        .anySet());
        refused(
                "result of listKeys: more than 200 keys or elements of a set have the same hash in Java, which is slow",
                () -> returning("listKeys", "{(i, 31 * (300 - i)): 1 for i in range(300)}")
                        .listKeys());
    }

    sealed interface Shape permits Square {}

    record Square(int side) implements Shape {}

    @Test
    void a_sealed_interface_is_none_that_python_implements() {
        refused(
                "result of shape: expected " + Shape.class.getName()
                        + ", Python gave an object of the Python class function, which lacks methods of it",
                () -> returning("shape", "lambda: 1").shape());
    }

    @Test
    void an_iterator_fetches_each_element_when_java_asks_for_it() {
        python.exec("""
                started = []
                def endless():
                    n = 0
                    while True:
                        started.append(n)
                        yield n
                        n += 1
                """);
        var iterator = returning("iterator", "endless()").iterator();
        assertEquals(List.of(), python.get("started"));
        assertEquals(List.of(0L, 1L), List.of(iterator.next(), iterator.next()));
        assertTrue(iterator.hasNext() && iterator.hasNext());
        assertEquals(List.of(0, 1, 2), python.get("started"));
        assertEquals(
                List.of(0L, 2L, 4L),
                returning("stream", "endless()").stream()
                        .filter(n -> n % 2 == 0)
                        .limit(3)
                        .toList());
        assertEquals(3, returning("intStream", "endless()").intStream().limit(3).sum());
        assertEquals(3, returning("longStream", "[1, 2]").longStream().sum());
    }

    @Test
    void an_iterator_ends_where_that_of_python_ends() {
        for (String source :
                List.of("iter([1, 2])", "range(1, 3)", "{1: 0, 2: 0}.keys()", "map(int, '12')", "[1, 2]", "(1, 2)")) {
            var iterator = returning("iterator", source).iterator();
            assertEquals(List.of(1L, 2L), List.of(iterator.next(), iterator.next()));
            assertFalse(iterator.hasNext());
            assertThrows(NoSuchElementException.class, iterator::next);
            var enumeration = returning("enumeration", source).enumeration();
            assertEquals(List.of(1L, 2L), Collections.list(enumeration));
        }
        var again = returning("iterable", "range(3)").iterable();
        for (int i = 0; i < 2; i++) {
            long sum = 0;
            for (long number : again) {
                sum += number;
            }
            assertEquals(3, sum);
        }
    }

    @Test
    void an_element_that_fails_is_named_and_the_next_one_follows() {
        var iterator = returning("iterator", "(n if n != 2 else 'x' for n in range(4))")
                .iterator();
        assertEquals(List.of(0L, 1L), List.of(iterator.next(), iterator.next()));
        refused(
                "element 2 of a Python iterator: expected java.lang.Long, Python gave java.lang.String x",
                iterator::next);
        assertEquals(3L, iterator.next());
        var failing = returning("iterator", "(1 // n for n in [1, 0])").iterator();
        assertEquals(1L, failing.next());
        assertEquals(
                "ZeroDivisionError",
                assertThrows(PythonException.class, failing::hasNext).typeName());
        assertFalse(failing.hasNext());
    }

    @Test
    void each_element_is_a_call_with_limits() {
        python.exec("def stuck():\n    yield 1\n    while True: pass");
        var iterator = returning("iterator", "stuck()").iterator();
        assertEquals(1L, iterator.next());
        python.setWallTime(Duration.ofMillis(100));
        assertThrows(RuntimeException.class, iterator::next);
    }

    @Test
    void an_object_with_the_methods_of_an_iterator_is_one() {
        python.exec("class Java:\n    def hasNext(self): return True\n    def next(self): return 5");
        assertEquals(5L, returning("iterator", "Java()").iterator().next());
        refused(
                "result of iterator: expected java.util.Iterator<java.lang.Long>, Python gave an object of the Python "
                        + "class complex, which lacks methods of it",
                () -> returning("iterator", "1j").iterator());
        python.exec("class Odd:\n    def __iter__(self): return [1]");
        refused(
                "result of iterator: expected java.util.Iterator, Python gave java.util.ArrayList [1] as the result of __iter__",
                () -> returning("iterator", "Odd()").iterator());
    }

    @Test
    void results_of_functions_that_python_returns_have_their_type_arguments() {
        Object length = returning("function", "len").function().apply("abc");
        assertEquals(3L, length);
        Object first = returning("suppliers", "[lambda: 5]").suppliers().get(0).get();
        assertEquals(5L, first);
        refused(
                "result of apply: expected java.lang.Long, Python gave java.lang.String ABC",
                () -> returning("function", "str.upper").function().apply("abc"));
    }

    interface LongSupplier extends Supplier<Long> {}

    interface Mapper<T> {
        List<T> map(T value);
    }

    interface PointMapper extends Mapper<Point> {}

    @Test
    void an_interface_that_narrows_a_generic_one_knows_its_arguments() {
        Object number =
                ((PythonHandle) python.eval("lambda: 5")).as(LongSupplier.class).get();
        assertEquals(5L, number);
        var mapper = ((PythonHandle) python.eval("lambda p: [p, {'x': p.x + 1, 'y': 0}]")).as(PointMapper.class);
        assertEquals(List.of(new Point(1, 2), new Point(2, 0)), mapper.map(new Point(1, 2)));
    }

    interface Format {
        String format(String pattern, Object... arguments);

        int sum(int... numbers);
    }

    @Test
    void arguments_that_java_collects_are_arguments_of_their_own() {
        python.exec("""
                class Formatter:
                    def format(self, pattern, *arguments): return pattern.format(*arguments)
                    def sum(self, *numbers): return sum(numbers)
                """);
        var format = ((PythonHandle) python.eval("Formatter()")).as(Format.class);
        assertEquals("a-1-[2]", format.format("{}-{}-{}", "a", 1, List.of(2)));
        assertEquals("x", format.format("x"));
        assertEquals("x", format.format("x", (Object[]) null));
        assertEquals(6, format.sum(1, 2, 3));
    }

    @Test
    void what_has_the_declared_type_stays_the_same_object() {
        Iterator<Long> own = List.of(1L).iterator();
        python.set("own", own);
        assertSame(own, returning("iterator", "own").iterator());
        assertNull(returning("iterator", "None").iterator());
        IntUnaryOperator twice = n -> 2 * n;
        python.set("twice", twice);
        assertSame(
                twice, Arrays.asList(returning("objects", "[twice]").objects()).get(0));
    }
}
