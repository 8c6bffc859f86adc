package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pythonwasm.udf.internal.parse.TypeParser;

/** What a database promises about each SQL type: in functions of every kind, and where it refuses a value. */
public abstract class SqlTypeContract extends SqlContract {

    protected SqlTypeContract(Database database) {
        super(database);
    }

    protected record Sample(String type, List<Object> values) {
        static Sample of(String type, Object... values) {
            return new Sample(type, Arrays.asList(values));
        }
    }

    private Stream<Sample> samples() {
        var everything = new StringBuilder();
        for (int plane = 0; plane <= 16; plane++) {
            everything.appendCodePoint((plane << 16) + 0x4e01).appendCodePoint((plane << 16) + 0xfffd);
        }
        String most = "9".repeat(38);
        return Stream.of(
                        Sample.of("BOOLEAN", true, false, null),
                        Sample.of("TINYINT", Byte.MIN_VALUE, Byte.MAX_VALUE, 0, null),
                        Sample.of("SMALLINT", Short.MIN_VALUE, Short.MAX_VALUE, null),
                        Sample.of("INTEGER", Integer.MIN_VALUE, Integer.MAX_VALUE, null),
                        Sample.of("BIGINT", Long.MIN_VALUE, Long.MAX_VALUE, null),
                        Sample.of("REAL", Float.MAX_VALUE, Float.MIN_VALUE, -1.5f, null),
                        Sample.of("DOUBLE PRECISION", Double.MAX_VALUE, Double.MIN_VALUE, -1.5, null),
                        Sample.of(
                                "DECIMAL(38, 0)",
                                new BigDecimal(most),
                                new BigDecimal("-" + most),
                                new BigDecimal(0),
                                null),
                        Sample.of("DECIMAL(38, 38)", new BigDecimal("0." + most), new BigDecimal("-0." + most), null),
                        Sample.of("VARCHAR", "", "it's", everything.toString(), "\n\t", null),
                        Sample.of("CLOB", "", everything.toString(), null),
                        Sample.of("VARBINARY", new byte[0], new byte[] {0, -1, 127}, null),
                        Sample.of("BLOB", new byte[0], new byte[] {0, -1, 127}, null),
                        Sample.of(
                                "DATE",
                                LocalDate.of(1, 1, 1),
                                LocalDate.of(9999, 12, 31),
                                LocalDate.of(1582, 10, 15),
                                null),
                        Sample.of("TIME(3)", LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_000_000), null),
                        Sample.of(
                                "TIMESTAMP(3)",
                                LocalDateTime.of(1, 1, 1, 0, 0),
                                LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_000_000),
                                null),
                        Sample.of(
                                "TIME(3) WITH TIME ZONE",
                                LocalTime.NOON.atOffset(hours(-18)),
                                LocalTime.NOON.atOffset(hours(18)),
                                LocalTime.MIDNIGHT.atOffset(hours(0)),
                                null),
                        Sample.of(
                                "TIMESTAMP(3) WITH TIME ZONE",
                                LocalDateTime.of(1, 1, 1, 0, 0).atOffset(hours(database.keepsOffsets() ? 14 : 0)),
                                LocalDateTime.of(9999, 12, 31, 23, 59, 59)
                                        .atOffset(hours(database.keepsOffsets() ? -12 : 0)),
                                LocalDateTime.of(2024, 2, 29, 12, 0).atOffset(hours(0)),
                                null),
                        Sample.of(
                                "INTERVAL YEAR TO MONTH",
                                Period.ofMonths(-1),
                                Period.of(9999, 11, 0),
                                Period.ZERO,
                                null),
                        Sample.of(
                                "INTERVAL DAY TO SECOND",
                                Duration.ofMillis(-1),
                                Duration.ofDays(-100_000).plusMillis(1),
                                Duration.ofDays(100_000),
                                Duration.ZERO,
                                null),
                        Sample.of("UUID", new UUID(0, 0), new UUID(-1, -1), new UUID(1L << 63, 1), null),
                        Sample.of("INTEGER ARRAY", Arrays.asList(1, null, Integer.MIN_VALUE), List.of(0), null),
                        Sample.of("VARCHAR ARRAY", Arrays.asList("a", null, ""), List.of(everything.toString()), null),
                        Sample.of("DATE ARRAY", Arrays.asList(LocalDate.of(1, 1, 1), null), null),
                        Sample.of(
                                "INTEGER ARRAY ARRAY",
                                Arrays.asList(List.of(1, 2), null, Arrays.asList(unless(3))),
                                null),
                        Sample.of("ROW(a INTEGER, b VARCHAR)", row(1, null), row(unless(2), "x"), null),
                        Sample.of(
                                "ROW(a INTEGER, b INTEGER ARRAY)",
                                row(1, Arrays.asList(2, unless(4))),
                                row(3, unless(List.of(5))),
                                null),
                        Sample.of("MAP<VARCHAR, INTEGER>", map("a", 1), map("", null), null))
                .filter(sample ->
                        SqlTypeContract.parts(parse(sample.type)).allMatch(type -> database.has(type.name())));
    }

    private static java.time.ZoneOffset hours(int hours) {
        return java.time.ZoneOffset.ofHours(hours);
    }

    private static PythonText.Row row(Object a, Object b) {
        return new PythonText.Row(List.of("a", "b"), Arrays.asList(a, b));
    }

    /** NULL, or what stands for it where that cannot be. */
    private Object unless(Object value) {
        return database.castsNullsInside() ? null : value;
    }

    private static Object map(Object key, Object value) {
        var map = new java.util.HashMap<>();
        map.put(key, value);
        return map;
    }

    private static Stream<SqlType> parts(SqlType type) {
        return Stream.concat(Stream.of(type), type.fields().stream().flatMap(field -> parts(field.type())));
    }

    private static SqlType parse(String type) {
        try {
            return TypeParser.parse(type);
        } catch (SQLException e) {
            throw new IllegalArgumentException(type, e);
        }
    }

    @TestFactory
    Stream<DynamicTest> a_value_passes_as_argument_and_result_of_functions_of_every_kind() {
        return samples()
                .map(sample -> dynamicTest(sample.type, () -> {
                    var type = parse(sample.type);
                    create(sample.type, "");
                    for (Object value : sample.values) {
                        String literal = new SqlLiteral(database.timeDigits()).of(value, type);
                        checkKinds(literal, PythonText.of(value), value == null);
                    }
                    if (type.name() == SqlTypeName.JSON) {
                        return;
                    }
                    checkQuery(sample, type);
                }));
    }

    /** One function of each kind that answers its argument, and one that answers its text. */
    private void create(String type, String hint) throws SQLException {
        run("CREATE OR REPLACE FUNCTION seen(x " + type + ") RETURNS VARCHAR LANGUAGE PYTHON HANDLER 'text' AS $$\n"
                + PythonText.SOURCE + "$$");
        run("CREATE OR REPLACE FUNCTION echo(x " + type + ") RETURNS " + type + " LANGUAGE PYTHON AS 'def echo(x" + hint
                + "): return x'");
        run("CREATE OR REPLACE FUNCTION many(x " + type + ") RETURNS " + type
                + " LANGUAGE PYTHON WITH (vectorized = true) AS 'def many(x): return x'");
        run("CREATE OR REPLACE FUNCTION other(VARIADIC x " + type + ") RETURNS " + type
                + " LANGUAGE PYTHON AS 'def other(*x): return x[1]'");
        run("CREATE OR REPLACE FUNCTION twice(x " + type + ") RETURNS TABLE (n INTEGER, y " + type
                + ") LANGUAGE PYTHON AS $$\ndef twice(x):\n  yield 1, x\n  yield {'n': 2, 'y': x}\n$$");
        run("CREATE OR REPLACE AGGREGATE FUNCTION latest(x " + type + ") RETURNS " + type + """
                 LANGUAGE PYTHON AS $$
                class latest:
                    last = None
                    def accumulate(self, x): self.last = x
                    def finish(self): return self.last
                $$""");
        run("CREATE OR REPLACE FUNCTION texts(q TABLE) RETURNS TABLE (y VARCHAR) LANGUAGE PYTHON AS $$\n"
                + PythonText.SOURCE + "\ndef texts(q): return [text(row.x) for row in q]\n$$");
    }

    private void checkKinds(String literal, String text, boolean isNull) throws SQLException {
        assertEquals(text, value(one("seen(" + literal + ")")), literal);
        assertEquals(text, value(one("seen(echo(" + literal + "))")), literal);
        assertEquals(text, value(one("seen(many(" + literal + "))")), literal);
        assertEquals(text, value(one("seen(other(" + literal + ", " + literal + "))")), literal);
        assertEquals(List.of(text, text), column("SELECT seen(y) FROM " + from("twice(" + literal + ")") + " AS t"));
        assertEquals(text, value("SELECT seen(latest(x)) FROM (" + one(literal + " AS x") + ") AS t"), literal);
        assertEquals(isNull, value(one("echo(" + literal + ") IS NULL")), literal);
    }

    private void checkQuery(Sample sample, SqlType type) throws SQLException {
        var literal = new SqlLiteral(database.timeDigits());
        var rows = sample.values.stream().map(value -> literal.of(value, type)).toList();
        assertEquals(
                sample.values.stream().map(PythonText::of).toList(),
                column("SELECT y FROM "
                        + from("texts(" + query("SELECT x FROM (VALUES (" + String.join("), (", rows) + ")) AS t(x)")
                                + ")")
                        + " AS u"));
    }

    @Test
    @EveryGuest
    void nulls_inside_of_what_python_makes_stay() throws SQLException {
        create("ROW(a INTEGER, b INTEGER ARRAY)", "");
        run("CREATE FUNCTION make(n INTEGER) RETURNS ROW(a INTEGER, b INTEGER ARRAY) LANGUAGE PYTHON AS "
                + "'def make(n): return [(None, [None, 1]), (None, None), (2, [])][n]'");
        assertEquals("Row(a=None, b=[None, int 1])", value(one("seen(make(0))")));
        assertEquals("Row(a=None, b=None)", value(one("seen(echo(make(1)))")));
        assertEquals("Row(a=int 2, b=[])", value(one("seen(many(make(2)))")));
    }

    @Test
    @EveryGuest
    void json_arrives_parsed_and_leaves_written() throws SQLException {
        create("JSON", "");
        String text = "{\"a\": [1, 2.5, \"\\u00e4\", null, true], \"$\": {\"v\": 12345678901234567890123}}";
        checkKinds(
                database.json(text),
                "{str 61: [int 1, float 4004000000000000, str c3a4, None, True], "
                        + "str 24: {str 76: int 12345678901234567890123}}",
                false);
        checkKinds(database.json("\"text\""), "str 74657874", false);
        checkKinds(database.json("[]"), "[]", false);
        assertEquals("None", value(one("seen(" + database.json("null") + ")")));
        assertEquals(true, value(one("echo(" + database.json("null") + ") IS NULL")));
    }

    @Test
    @EveryGuest
    void what_json_cannot_write_is_an_error() throws SQLException {
        run("CREATE FUNCTION f(n INTEGER) RETURNS JSON LANGUAGE PYTHON AS "
                + "'def f(n): return [float(\"nan\"), {1}, {(1, 2): 3}, \"\\ud800\"][n]'");
        assertEquals(
                "22023 PythonFunction f: ValueError: result has no JSON: Out of range float values are not JSON "
                        + "compliant: nan",
                firstLine(error(one("f(0)"))));
        assertEquals(
                "22023 PythonFunction f: TypeError: result has no JSON: Object of type set is not JSON "
                        + "serializable",
                firstLine(error(one("f(1)"))));
        assertTrue(
                error(one("f(2)")).startsWith("22023 PythonFunction f: TypeError: result has no JSON: keys must be"));
        assertTrue(error(one("f(3)")).startsWith("22023 PythonFunction f: UnicodeEncodeError: "));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INTEGER ARRAY | (1, 2) | ok",
                "INTEGER ARRAY | [1, 'a'] | expected int at [1], got str",
                "INTEGER ARRAY | [True] | expected int at [0], got bool",
                "INTEGER ARRAY | 5 | expected list, got int",
                "INTEGER ARRAY | [2**31] | 2147483648 is out of range for INTEGER at [0]",
                "BIGINT ARRAY | [2**63] | 9223372036854775808 is out of range for BIGINT at [0]",
                "VARCHAR(3) ARRAY | ['abcd'] | 4 characters are too long for VARCHAR(3) at [0]",
                "VARCHAR ARRAY | ['a', b'b'] | expected str at [1], got bytes",
                "VARCHAR ARRAY | 'ab' | expected list, got str",
                "INTEGER ARRAY ARRAY | [[1], [2.0]] | expected int at [1][0], got float",
                "DOUBLE PRECISION ARRAY | [1, 2.5] | ok",
                "DECIMAL(3, 1) ARRAY | [1, None] | ok",
                "DECIMAL(3, 1) ARRAY | [100] | 100 is out of range for DECIMAL(3, 1) at [0]",
                "INTEGER ARRAY[2] | [1, 2, 3] | 3 elements are too many for INTEGER ARRAY[2]",
                "ROW(a INTEGER, b VARCHAR) | (1, 'x') | ok",
                "ROW(a INTEGER, b VARCHAR) | {'a': 1, 'b': None} | ok",
                "ROW(a INTEGER, b VARCHAR) | (1,) | expected a row of 2 values, got 1",
                "ROW(a INTEGER, b VARCHAR) | {'a': 1, 'c': 2} | the row has no value for 'b'",
                "ROW(a INTEGER, b VARCHAR) | (1, 2) | expected str at .b, got int",
                "ROW(a INTEGER, b VARCHAR) | 7 | expected tuple or dict, got int",
            })
    void a_wrong_part_of_a_value_is_named(String type, String python, String message) throws SQLException {
        run("CREATE FUNCTION f() RETURNS " + type + " LANGUAGE PYTHON AS $$def f(): return " + python + "$$");
        String query = one("f() IS NULL");
        if (message.equals("ok")) {
            assertEquals(false, value(query));
        } else {
            String error = error(one("f()"));
            assertEquals("PythonFunction f: result: " + message, error.substring(6));
            assertEquals(
                    message.contains("out of range")
                            ? "22003"
                            : message.contains("too long") ? "22001" : message.contains("too many") ? "2202F" : "22023",
                    error.substring(0, 5));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MAP<DECIMAL(3, 1), INTEGER> | {Decimal('1.01'): 1, Decimal('1.02'): 2} | two keys of the dict are one value of DECIMAL(3, 1): 1.0",
                "MAP<REAL, INTEGER> ARRAY | [{1 + 1e-9: 1, 1 + 2e-9: 2}] | two keys of the dict at [0] are one value of REAL: 1.0",
                "MAP<REAL, INTEGER> | {1e-300: 1, -1e-300: 2} | two keys of the dict are one value of REAL: -0.0",
                "MAP<TIMESTAMP(3), INTEGER> | {datetime(2024, 1, 1, 0, 0, 0, n): n for n in (1, 2)} | two keys of the dict are one value of TIMESTAMP(3): 2024-01-01T00:00",
            })
    void no_entry_is_lost_where_keys_become_equal(String type, String python, String message) throws SQLException {
        if (!SqlTypeContract.parts(parse(type)).allMatch(part -> database.has(part.name()))) {
            return;
        }
        run("CREATE FUNCTION f() RETURNS " + type + " LANGUAGE PYTHON AS $$\nfrom datetime import datetime\n"
                + "from decimal import Decimal\ndef f(): return " + python + "\n$$");
        assertEquals("22023 PythonFunction f: result: " + message, error(one("f()")));
    }

    @Test
    @EveryGuest
    void an_object_without_a_value_outside_python_is_named_with_its_place() throws SQLException {
        run("CREATE FUNCTION f() RETURNS INTEGER ARRAY LANGUAGE PYTHON AS 'def f(): return [1, f]'");
        assertEquals(
                "22023 PythonFunction f: TypeError: result[1]: has no value outside Python",
                firstLine(error(one("f()"))));
        run("CREATE FUNCTION g() RETURNS INTEGER ARRAY LANGUAGE PYTHON AS 'x = []\nx.append(x)\ndef g(): return x'");
        assertEquals(
                "22023 PythonFunction g: TypeError: result[0]: contains itself, which has no value outside Python",
                firstLine(error(one("g()"))));
    }

    @Test
    void a_wrong_type_of_a_scalar_is_named() throws SQLException {
        run("CREATE FUNCTION u() RETURNS UUID LANGUAGE PYTHON AS "
                + "'def u(): return \"00000000-0000-0000-0000-000000000000\"'");
        assertEquals(
                "22023 PythonFunction u: TypeError: expected uuid.UUID as result, got str",
                firstLine(error(one("u()"))));
        run("CREATE FUNCTION d() RETURNS INTERVAL DAY TO SECOND LANGUAGE PYTHON AS 'def d(): return 5'");
        assertEquals(
                "22023 PythonFunction d: TypeError: expected datetime.timedelta as result, got int",
                firstLine(error(one("d()"))));
        run("CREATE FUNCTION m() RETURNS INTERVAL YEAR TO MONTH LANGUAGE PYTHON AS 'def m(): return 1.5'");
        assertEquals(
                "22023 PythonFunction m: TypeError: expected int as result, got float", firstLine(error(one("m()"))));
        run("CREATE FUNCTION far() RETURNS INTERVAL DAY TO SECOND LANGUAGE PYTHON AS "
                + "'import datetime\ndef far(): return datetime.timedelta.max'");
        assertTrue(
                error(one("far()")).startsWith("22003 PythonFunction far: OverflowError: result is out of the range"));
        run("CREATE FUNCTION z() RETURNS TIME LANGUAGE PYTHON AS "
                + "'import datetime\ndef z(): return datetime.time(1, tzinfo=datetime.timezone.utc)'");
        assertEquals(
                "22023 PythonFunction z: TypeError: expected a time without time zone as result, got one with "
                        + "tzinfo",
                firstLine(error(one("z()"))));
    }

    @Test
    void what_python_makes_empty_comes_back_empty() throws SQLException {
        create("INTEGER ARRAY", "");
        run("CREATE FUNCTION blank() RETURNS INTEGER ARRAY LANGUAGE PYTHON AS 'def blank(): return []'");
        assertEquals("[]", value(one("seen(blank())")));
        assertEquals("[]", value(one("seen(echo(blank()))")));
        assertEquals(0, ((Number) value(one("CARDINALITY(blank())"))).intValue());
    }

    @Test
    void a_text_of_a_megabyte_passes_also_inside_of_an_array() throws SQLException {
        create("VARCHAR ARRAY", "");
        run("CREATE FUNCTION long(n INTEGER) RETURNS VARCHAR LANGUAGE PYTHON AS 'def long(n): return \"ä\" * n'");
        run("CREATE FUNCTION size(x VARCHAR ARRAY) RETURNS INTEGER LANGUAGE PYTHON AS "
                + "'def size(x): return sum(map(len, x))'");
        assertEquals(2 << 19, value(one("size(echo(ARRAY[long(524288), CAST('' AS VARCHAR), long(524288)]))")));
    }

    @Test
    @EveryGuest
    void an_array_of_a_hundred_thousand_numbers_passes() throws SQLException {
        run("CREATE FUNCTION numbers(n INTEGER) RETURNS JSON LANGUAGE PYTHON AS "
                + "'def numbers(n): return list(range(n))'");
        run("CREATE FUNCTION total(x JSON) RETURNS BIGINT LANGUAGE PYTHON AS 'def total(x): return sum(x)'");
        assertEquals(4999950000L, value(one("total(numbers(100000))")));
    }

    @Test
    void hints_of_the_new_types_are_checked_and_make_null_calls() throws SQLException {
        run("CREATE FUNCTION n(x INTEGER ARRAY) RETURNS INTEGER LANGUAGE PYTHON AS "
                + "'def n(x: list[int]) -> int: return len(x)'");
        assertEquals(2, value(one("n(ARRAY[1, 2])")));
        assertEquals(null, value(one("n(CAST(NULL AS INTEGER ARRAY))")));
        run("CREATE FUNCTION o(x UUID) RETURNS VARCHAR LANGUAGE PYTHON AS "
                + "'import uuid\ndef o(x: uuid.UUID | None) -> str: return str(x)'");
        assertEquals("None", value(one("o(CAST(NULL AS UUID))")));
        assertEquals(
                "42000 PythonFunction f: parameter x is INTEGER ARRAY, which arrives as list, but the hint of "
                        + "'x' says dict",
                error("CREATE FUNCTION f(x INTEGER ARRAY) RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x: dict): 1'"));
        assertEquals(
                "42000 PythonFunction f: RETURNS INTERVAL DAY TO SECOND expects datetime.timedelta, but the hint "
                        + "of 'f' says it returns int",
                error("CREATE FUNCTION f() RETURNS INTERVAL DAY TO SECOND LANGUAGE PYTHON AS 'def f() -> int: pass'"));
        run("CREATE FUNCTION v(x INTEGER) RETURNS INTEGER LANGUAGE PYTHON WITH (vectorized = true) AS "
                + "'def v(x: list) -> list: return x'");
        assertEquals(3, value(one("v(3)")));
        run("CREATE FUNCTION j(x JSON) RETURNS VARCHAR LANGUAGE PYTHON AS 'def j(x: dict) -> str: return x[\"a\"]'");
        assertEquals("b", value(one("j(" + database.json("{\"a\": \"b\"}") + ")")));
    }

    @Test
    void a_default_may_be_a_literal_of_most_types() throws SQLException {
        var defaults = List.of(
                "UUID | UUID '00000000-0000-0000-0000-00000000000f'" + " | UUID 00000000-0000-0000-0000-00000000000f",
                "JSON | JSON '[1]' | [int 1]",
                "INTERVAL YEAR TO MONTH | INTERVAL -'1-2' YEAR TO MONTH | int -14",
                "INTERVAL DAY TO SECOND | INTERVAL '-1 00:00:00.5' DAY TO SECOND | timedelta -86400500000",
                "INTEGER ARRAY | NULL | None",
                "TIME WITH TIME ZONE | TIME WITH TIME ZONE '01:02:03+01' | time 01:02:03.000000+01:00",
                "TIMESTAMP WITH TIME ZONE | TIMESTAMP WITH TIME ZONE '2024-02-29 01:02:03-08:30'"
                        + " | datetime 2024-02-29T01:02:03.000000-08:30");
        for (String line : defaults) {
            var parts = line.split(" \\| ");
            if (database.has(parse(parts[0]).name())) {
                run("CREATE OR REPLACE FUNCTION seen(x " + parts[0] + " DEFAULT " + parts[1]
                        + ") RETURNS VARCHAR LANGUAGE PYTHON HANDLER 'text' AS $$\n" + PythonText.SOURCE + "$$");
                assertEquals(parts[2], value(one("seen()")), line);
            }
        }
        assertEquals(
                "42000 PythonFunction f: DEFAULT of parameter x: 'x' is no UUID",
                error("CREATE FUNCTION f(x UUID DEFAULT 'x') RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): pass'"));
        assertEquals(
                "42000 PythonFunction f: DEFAULT of parameter x: 1 is no INTEGER ARRAY",
                error("CREATE FUNCTION f(x INTEGER ARRAY DEFAULT 1) RETURNS INTEGER LANGUAGE PYTHON AS ''"));
    }

    @Test
    void a_type_that_the_database_lacks_is_refused() {
        for (var type : List.of("TIME WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE", "MAP<VARCHAR, INTEGER>")) {
            if (!database.has(parse(type).name())) {
                String expected = "0A000 PythonFunction f: " + database.name() + " has no values of the type "
                        + parse(type).name().sql();
                String rest = " LANGUAGE PYTHON AS 'def f(*x): yield x'";
                assertEquals(expected, error("CREATE FUNCTION f(x " + type + ") RETURNS INTEGER" + rest));
                assertEquals(expected, error("CREATE FUNCTION f() RETURNS " + type + " ARRAY" + rest));
                assertEquals(expected, error("CREATE FUNCTION f() RETURNS TABLE (a ROW(b " + type + "))" + rest));
            }
        }
    }
}
