package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of Java that another value stands for in Python, and records. */
class HostValuesTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    record Point(int x, List<String> names) {}

    record Line(Point from, Point to) {}

    private static Calendar calendar(String zone) {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
        calendar.clear();
        calendar.set(2024, Calendar.JULY, 1, 12, 30);
        return calendar;
    }

    private static LongAdder sum(int number) {
        var sum = new LongAdder();
        sum.add(number);
        return sum;
    }

    private static DoubleAdder sum(double number) {
        var sum = new DoubleAdder();
        sum.add(number);
        return sum;
    }

    /** Java value, its name in the table, Python's repr of it, and what comes back. */
    static Stream<Arguments> values() throws Exception {
        String utc = ", tzinfo=datetime.timezone.utc)";
        return Stream.of(
                Arguments.of(
                        new Date(1_500),
                        "java.util.Date",
                        "datetime.datetime(1970, 1, 1, 0, 0, 1, 500000" + utc,
                        OffsetDateTime.parse("1970-01-01T00:00:01.5Z")),
                Arguments.of(
                        calendar("Europe/Berlin"),
                        "Calendar",
                        "datetime.datetime(2024, 7, 1, 12, 30, "
                                + "tzinfo=datetime.timezone(datetime.timedelta(seconds=7200)))",
                        OffsetDateTime.parse("2024-07-01T12:30+02:00")),
                Arguments.of(
                        java.sql.Date.valueOf("2024-02-29"),
                        "java.sql.Date",
                        "datetime.date(2024, 2, 29)",
                        LocalDate.of(2024, 2, 29)),
                Arguments.of(
                        new java.sql.Time(java.sql.Time.valueOf("23:59:58").getTime() + 7),
                        "java.sql.Time",
                        "datetime.time(23, 59, 58, 7000)",
                        LocalTime.of(23, 59, 58, 7_000_000)),
                Arguments.of(
                        java.sql.Timestamp.valueOf("2024-01-02 03:04:05.000006789"),
                        "java.sql.Timestamp",
                        "datetime.datetime(2024, 1, 2, 3, 4, 5, 6)",
                        LocalDateTime.of(2024, 1, 2, 3, 4, 5, 6_000)),
                Arguments.of(Year.of(2024), "Year", "2024", 2024),
                Arguments.of(YearMonth.of(2024, 2), "YearMonth", "'2024-02'", "2024-02"),
                Arguments.of(MonthDay.of(2, 29), "MonthDay", "'--02-29'", "--02-29"),
                Arguments.of(Period.of(1, 2, 3), "Period", "'P1Y2M3D'", "P1Y2M3D"),
                Arguments.of(ZoneId.of("Europe/Berlin"), "ZoneId", "'Europe/Berlin'", "Europe/Berlin"),
                Arguments.of(ZoneOffset.ofHours(-3), "ZoneOffset", "'-03:00'", "-03:00"),
                Arguments.of(OptionalInt.of(3), "OptionalInt", "3", 3),
                Arguments.of(OptionalInt.empty(), "OptionalInt", "None", null),
                Arguments.of(OptionalLong.of(1L << 40), "OptionalLong", "1099511627776", 1L << 40),
                Arguments.of(OptionalDouble.of(0.5), "OptionalDouble", "0.5", 0.5),
                Arguments.of(Optional.of(OptionalInt.of(3)), "OptionalInt", "3", 3),
                Arguments.of(new AtomicInteger(-3), "AtomicInteger", "-3", -3),
                Arguments.of(new AtomicLong(1L << 40), "AtomicLong", "1099511627776", 1L << 40),
                Arguments.of(sum(7), "LongAdder", "7", 7),
                Arguments.of(sum(0.5), "DoubleAdder", "0.5", 0.5),
                Arguments.of(new AtomicBoolean(true), "AtomicBoolean", "True", true),
                Arguments.of(
                        Path.of("a", "ü.txt"),
                        "Path",
                        "'a" + File.separator + "ü.txt'",
                        "a" + File.separator + "ü.txt"),
                Arguments.of(new File("a.txt"), "File", "'a.txt'", "a.txt"),
                Arguments.of(URI.create("urn:a?b"), "URI", "'urn:a?b'", "urn:a?b"),
                Arguments.of(
                        URI.create("https://example.org/").toURL(),
                        "URL",
                        "'https://example.org/'",
                        "https://example.org/"),
                Arguments.of(Map.entry("a", List.of(1)), "Map.Entry", "('a', [1])", List.of("a", List.of(1))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void another_value_stands_for_it_in_python(Object value, String name, String repr, Object back) throws Exception {
        python.exec("import datetime");
        python.set("value", value);
        assertEquals(repr, python.eval("repr(value)"));
        assertEquals(back, python.get("value"));
        python.set("value", Map.of("deep", Arrays.asList(value, new Object[] {value})));
        assertEquals(Map.of("deep", Arrays.asList(back, Arrays.asList(back))), python.get("value"));
        assertTrue(Files.readString(Path.of("..", "docs", "values.md")).contains(name), name);
    }

    @Test
    void it_is_a_key_as_well() {
        var map = new LinkedHashMap<Object, Object>();
        map.put(new Date(0), 1);
        map.put(Map.entry("a", List.of(2)), 3);
        map.put(URI.create("urn:a"), 4);
        map.put(new AtomicInteger(5), 6);
        python.set("map", map);
        assertEquals(
                "[datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), ('a', (2,)), 'urn:a', 5]",
                python.eval("import datetime\nrepr(list(map))"));
        assertEquals(
                "value: NaN is a key, which no other NaN would find in Python",
                refusal(Map.of(OptionalDouble.of(Double.NaN), 1)));
        assertEquals(
                "value: NaN is a key, which no other NaN would find in Python",
                refusal(Map.of(Optional.of(Double.NaN), 1)));
    }

    private String refusal(Object value) {
        String message = assertThrows(IllegalArgumentException.class, () -> python.set("value", value))
                .getMessage();
        assertEquals(2, python.eval("1 + 1"));
        return message;
    }

    @Test
    void a_date_out_of_the_years_of_python_is_refused() {
        assertEquals(
                "value[0]: +292278994-08-17 has no Python value, where years are 1 to 9999",
                refusal(List.of(new Date(Long.MAX_VALUE))));
        assertEquals(
                "value: -292275055-05-16 has no Python value, where years are 1 to 9999",
                refusal(new Date(Long.MIN_VALUE)));
        var far = calendar("UTC");
        far.set(Calendar.YEAR, 10_000);
        assertEquals("value: +10000-07-01 has no Python value, where years are 1 to 9999", refusal(far));
        for (var date :
                List.of(new java.sql.Date(-70_000_000_000_000L), new java.sql.Timestamp(-70_000_000_000_000L))) {
            assertTrue(refusal(date).startsWith("value: -0249-10-"), refusal(date));
        }
        assertTrue(refusal(new java.sql.Timestamp(Long.MAX_VALUE)).endsWith("where years are 1 to 9999"));
        assertTrue(refusal(new java.sql.Date(Long.MAX_VALUE)).endsWith("where years are 1 to 9999"));
        python.set("value", java.sql.Date.valueOf("0001-01-03"));
        assertEquals(LocalDate.of(1, 1, 3), python.get("value"));
    }

    @Test
    void a_calendar_that_is_no_moment_is_refused() {
        var strict = new GregorianCalendar();
        strict.setLenient(false);
        strict.set(Calendar.MONTH, 99);
        var far = calendar("UTC");
        far.setTimeZone(new SimpleTimeZone(20 * 3_600_000, "far"));
        for (var calendar : List.of(strict, far)) {
            assertEquals(
                    "value: a Calendar has no value: its fields are no date, or its zone is more than 18 hours from UTC",
                    refusal(calendar));
        }
    }

    @Test
    void a_lone_surrogate_in_what_becomes_text_is_refused() {
        assertEquals(
                "value[0]: the text has a lone surrogate at index 1, which is no character",
                refusal(List.of(new File("a\uD800"))));
    }

    @Test
    void what_is_more_than_a_text_stays_an_object(@TempDir Path folder) throws Exception {
        var archive = URI.create("jar:" + folder.resolve("a.zip").toUri());
        try (var files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            for (Object value : new Object[] {
                files.getPath("a"),
                Currency.getInstance("EUR"),
                Locale.ROOT,
                Pattern.compile("a"),
                new AtomicReference<>(1)
            }) {
                python.set("value", value);
                assertEquals("<Java object of " + value.getClass().getName() + ">", python.eval("repr(value)"));
                assertSame(value, python.get("value"));
            }
        }
    }

    @Test
    void an_optional_nests_to_any_depth_and_an_entry_that_contains_itself_is_refused() {
        Optional<?> deep = Optional.of(1);
        for (int i = 0; i < 100_000; i++) {
            deep = Optional.of(deep);
        }
        python.set("value", deep);
        assertEquals(1, python.get("value"));
        var list = new java.util.ArrayList<>();
        list.add(Map.entry("a", list));
        assertEquals("value[0][1]: contains itself, which has no value in Python", refusal(list));
    }

    @Test
    void a_record_is_read_by_name_and_by_key() {
        python.set("line", new Line(new Point(1, List.of("a")), new Point(2, List.of())));
        assertEquals(List.of(1, 1, List.of("a"), true, true, true), python.eval("""
                import json
                [line.to.x - line['from']['x'], getattr(line, 'from').x, line['from'].names,
                 line['to'] == {'x': 2, 'names': []}, isinstance(line, dict), 'to' in dir(line)]
                """));
        assertEquals("{\"x\": 2, \"names\": []}", python.eval("json.dumps(line.to)"));
        assertEquals(Map.of("x", 2, "names", List.of()), python.eval("line.to"));
        assertEquals(Map.of("x", 9, "names", List.of()), python.eval("{**line.to, 'x': 9}"));
        var error = assertThrows(PythonException.class, () -> python.eval("line.via"));
        assertEquals("AttributeError: the record has no component 'via'", error.getMessage());
        assertEquals(true, python.eval("""
                import copy, pickle
                import python_wasm
                twins = [copy.deepcopy(line), pickle.loads(pickle.dumps(line)), copy.copy(line)]
                all(twin == line and type(twin) is python_wasm.JavaRecord for twin in twins)
                """));
    }

    record Shelf(List<String> items, int $) {}

    @Test
    void a_component_that_is_named_like_a_method_of_dict_is_read_by_key() {
        python.set("shelf", new Shelf(List.of("a"), 5));
        assertEquals(List.of(List.of("a"), 2, 5), python.eval("[shelf['items'], len(shelf.items()), shelf['$']]"));
        assertEquals(Map.of("items", List.of("a"), "$", 5), python.eval("shelf"));
    }

    @Test
    void a_class_of_records_that_a_script_has_spoilt_is_its_own_problem() {
        python.exec("""
                import python_wasm
                python_wasm.JavaRecord.__new__ = lambda *a: 5
                python_wasm.JavaRecord.__init__ = lambda *a: 1 / 0
                del python_wasm.JavaRecord
                """);
        python.set("point", new Point(1, List.of()));
        assertEquals(Map.of("x", 1, "names", List.of()), python.get("point"));
        assertEquals(Duration.ZERO, python.eval("import datetime\ndatetime.timedelta(0)"));
    }
}
