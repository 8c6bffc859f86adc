package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.pythonwasm.udf.internal.parse.TypeParser;

/**
 * Values of each type, made at random with the extremes among them, arrive in Python as they are in SQL and come back
 * the same, row by row and in lists.
 */
abstract class SqlTypePropertyContract {
    private static final int TRIES = 8;
    private static final int VALUES = 12;
    /** A nanosecond before midnight is none of SQL's. */
    private static final long DAY_MICROS = 86_400_000_000L;

    private final Database database;
    private final Map<SqlType, Integer> defined = new HashMap<>();
    private Connection connection;

    SqlTypePropertyContract(Database database) {
        this.database = database;
    }

    @BeforeProperty
    void open() throws SQLException {
        connection = database.connect();
    }

    @AfterProperty
    void close() throws SQLException {
        connection.close();
    }

    /** Values of a type; null among them. */
    record Sample(SqlType type, List<Object> values) {}

    @Property(tries = 6 * TRIES, shrinking = ShrinkingMode.BOUNDED)
    void numbers_and_truths_pass(@ForAll("numbers") Sample sample) throws SQLException {
        roundTrip(sample);
    }

    @Property(tries = 4 * TRIES, shrinking = ShrinkingMode.BOUNDED)
    void texts_and_bytes_pass(@ForAll("strings") Sample sample) throws SQLException {
        roundTrip(sample);
    }

    @Property(tries = 6 * TRIES, shrinking = ShrinkingMode.BOUNDED)
    void times_and_intervals_pass(@ForAll("times") Sample sample) throws SQLException {
        roundTrip(sample);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.BOUNDED)
    void uuids_pass(@ForAll("uuids") Sample sample) throws SQLException {
        roundTrip(sample);
    }

    @Property(tries = 6 * TRIES, shrinking = ShrinkingMode.BOUNDED)
    void arrays_rows_and_maps_pass(@ForAll("nested") Sample sample) throws SQLException {
        roundTrip(sample);
    }

    @Property(tries = 3 * TRIES, shrinking = ShrinkingMode.BOUNDED)
    void json_passes(@ForAll("documents") List<Object> documents) throws SQLException {
        var type = SqlType.of(SqlTypeName.JSON);
        check(
                type,
                documents,
                documents.stream()
                        .map(document -> database.json(JsonText.of(document)))
                        .toList());
    }

    private void roundTrip(Sample sample) throws SQLException {
        var literal = new SqlLiteral(database.timeDigits());
        var literals = sample.values.stream()
                .map(value -> literal.of(value, sample.type))
                .toList();
        check(sample.type, sample.values, literals);
        checkMany(sample.type, sample.values, literals);
    }

    /** By way of a query into a table function, out of its rows, and through an aggregate, which answers the last one. */
    private void checkMany(SqlType type, List<Object> values, List<String> literals) throws SQLException {
        int number = define(type);
        String source = "(VALUES (" + String.join("), (", literals) + ")) AS t(x)";
        String sql = "SELECT seen" + number + "(x) FROM "
                + database.from("every" + number + "(" + database.query("SELECT x FROM " + source) + ")") + " AS e";
        assertEquals(values.stream().map(PythonText::of).toList(), column(sql), sql);
        String last =
                "SELECT seen" + number + "(y) FROM (SELECT latest" + number + "(x) AS y FROM " + source + ") AS a";
        assertEquals(List.of(PythonText.of(values.get(values.size() - 1))), column(last), last);
    }

    private List<String> column(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private void check(SqlType type, List<Object> values, List<String> literals) throws SQLException {
        int number = define(type);
        String sql = literals.stream()
                .collect(Collectors.joining(
                        "), (",
                        "SELECT seen" + number + "(x), seen" + number + "(echo" + number + "(x)), seen" + number
                                + "(many" + number + "(x)) FROM (VALUES (",
                        ")) AS t(x)"));
        var expected = values.stream()
                .map(PythonText::of)
                .map(text -> List.of(text, text, text))
                .toList();
        assertEquals(expected, rows(sql), sql);
    }

    private List<List<String>> rows(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<List<String>>();
            while (rows.next()) {
                found.add(List.of(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
            return found;
        }
    }

    private int define(SqlType type) throws SQLException {
        var known = defined.get(type);
        if (known != null) {
            return known;
        }
        int number = defined.size();
        run("CREATE FUNCTION seen" + number + "(x " + type + ") RETURNS VARCHAR LANGUAGE PYTHON HANDLER 'text' AS $$\n"
                + PythonText.SOURCE + "$$");
        run("CREATE FUNCTION echo" + number + "(x " + type + ") RETURNS " + type
                + " LANGUAGE PYTHON HANDLER 'echo' AS 'def echo(x): return x'");
        run("CREATE FUNCTION many" + number + "(x " + type + ") RETURNS " + type
                + " LANGUAGE PYTHON HANDLER 'echo' WITH (vectorized = true) AS 'def echo(x): return x'");
        run("CREATE FUNCTION every" + number + "(q TABLE) RETURNS TABLE (x " + type
                + ") LANGUAGE PYTHON HANDLER 'every' AS 'def every(q): yield from map(tuple, q)'");
        run("CREATE AGGREGATE FUNCTION latest" + number + "(x " + type + ") RETURNS " + type
                + " LANGUAGE PYTHON HANDLER 'latest' AS $$\n" + """
                class latest:
                    def accumulate(self, x): self.x = x
                    def finish(self): return self.x
                """ + "$$");
        defined.put(type, number);
        return number;
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Provide
    Arbitrary<Sample> numbers() {
        return Arbitraries.oneOf(
                sample("BOOLEAN", Arbitraries.of(true, false)),
                sample("TINYINT", Arbitraries.bytes()),
                sample("SMALLINT", Arbitraries.shorts()),
                sample("INTEGER", Arbitraries.integers()),
                sample("BIGINT", Arbitraries.longs()),
                sample("REAL", floats()),
                sample("DOUBLE PRECISION", doubles()),
                sample("DECIMAL(38, 10)", decimals(38, 10)),
                sample("DECIMAL(38, 0)", decimals(38, 0)),
                sample("DECIMAL(5, 5)", decimals(5, 5)));
    }

    /** H2 has no negative zero. */
    private static Arbitrary<Double> doubles() {
        return Arbitraries.doubles().map(x -> x + 0.0);
    }

    /** H2 writes a JSON number whose exponent only takes its point away, such as 1.25E2, without either. */
    private static Arbitrary<Double> fractions() {
        return doubles().filter(x -> new BigDecimal(x.toString()).scale() != 0);
    }

    private static Arbitrary<Float> floats() {
        return Arbitraries.floats().map(x -> x + 0.0f);
    }

    private static Arbitrary<BigDecimal> decimals(int precision, int scale) {
        var most = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
        return Arbitraries.bigIntegers().between(most.negate(), most).map(digits -> new BigDecimal(digits, scale));
    }

    /** Of every plane of Unicode; SQL texts have no zero characters, and surrogates come in pairs. */
    private static Arbitrary<String> texts() {
        var numbers = Arbitraries.integers();
        var codes = Arbitraries.oneOf(
                numbers.between(1, 0x7f),
                numbers.between(0x80, 0xd7ff),
                numbers.between(0xe000, 0xffff),
                numbers.between(0x10000, 0x10ffff));
        return codes.list()
                .ofMaxSize(30)
                .map(list -> list.stream().map(Character::toString).collect(Collectors.joining()));
    }

    private static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(50);
    }

    @Provide
    Arbitrary<Sample> strings() {
        return Arbitraries.oneOf(
                sample("VARCHAR", texts()),
                sample("CLOB", texts()),
                sample("VARBINARY", bytes()),
                sample("BLOB", bytes()));
    }

    private Arbitrary<LocalDate> dates() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(1, 1, 1).toEpochDay(),
                        LocalDate.of(9999, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    private long cut(long micros) {
        long unit = (long) Math.pow(10, 6 - database.timeDigits());
        return micros - Math.floorMod(micros, unit);
    }

    private Arbitrary<LocalTime> clocks() {
        return Arbitraries.longs().between(0, DAY_MICROS - 1).map(micros -> LocalTime.ofNanoOfDay(cut(micros) * 1000));
    }

    private Arbitrary<LocalDateTime> timestamps() {
        return Combinators.combine(dates(), clocks()).as(LocalDateTime::of);
    }

    private Arbitrary<ZoneOffset> offsets() {
        return Arbitraries.integers()
                .between(-18 * 60, 18 * 60)
                .map(minutes -> ZoneOffset.ofTotalSeconds(minutes * 60));
    }

    private Arbitrary<Period> periods() {
        return Arbitraries.integers()
                .between(-100_000_000, 100_000_000)
                .map(months -> Period.ofMonths(months).normalized());
    }

    private Arbitrary<Duration> durations() {
        return Arbitraries.longs()
                .between(-DAY_MICROS * 100_000_000, DAY_MICROS * 100_000_000)
                .map(micros -> Duration.of(cut(micros), java.time.temporal.ChronoUnit.MICROS));
    }

    @Provide
    Arbitrary<Sample> times() {
        String digits = "(" + database.timeDigits() + ")";
        var samples = new ArrayList<>(List.of(
                sample("DATE", dates()),
                sample("TIME" + digits, clocks()),
                sample("TIMESTAMP" + digits, timestamps()),
                sample("INTERVAL YEAR TO MONTH", periods()),
                sample("INTERVAL DAY TO SECOND", durations())));
        if (database.has(SqlTypeName.TIMESTAMP_WITH_TIME_ZONE)) {
            samples.add(sample(
                    "TIME" + digits + " WITH TIME ZONE",
                    Combinators.combine(clocks(), offsets()).as(LocalTime::atOffset)));
            samples.add(sample(
                    "TIMESTAMP" + digits + " WITH TIME ZONE",
                    Combinators.combine(timestamps(), offsets()).as(LocalDateTime::atOffset)));
        }
        return Arbitraries.oneOf(samples);
    }

    private static Arbitrary<UUID> uuidValues() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
    }

    @Provide
    Arbitrary<Sample> uuids() {
        return sample("UUID", uuidValues());
    }

    @Provide
    Arbitrary<Sample> nested() {
        Arbitrary<Integer> integers = Arbitraries.integers();
        Arbitrary<Integer> inside = database.castsNullsInside() ? integers.injectNull(0.1) : integers;
        var samples = new ArrayList<>(List.of(
                sample("INTEGER ARRAY", list(Arbitraries.integers())),
                sample("BIGINT ARRAY", list(Arbitraries.longs())),
                sample("DOUBLE PRECISION ARRAY", list(doubles())),
                sample("VARCHAR ARRAY", list(texts())),
                sample("BOOLEAN ARRAY", list(Arbitraries.of(true, false))),
                sample("DATE ARRAY", list(dates())),
                sample("DECIMAL(38, 10) ARRAY", list(decimals(38, 10))),
                sample("VARBINARY ARRAY", list(bytes())),
                sample("INTEGER ARRAY ARRAY", list(full(inside))),
                sample("ROW(a INTEGER, b VARCHAR)", row(inside, texts().injectNull(0.1))),
                sample("ROW(a DATE, b DECIMAL(9, 2))", row(dates(), decimals(9, 2))),
                sample(
                        "ROW(a INTEGER, b INTEGER ARRAY)",
                        row(inside, database.castsNullsInside() ? full(inside).injectNull(0.1) : full(inside))),
                sample("UUID ARRAY", list(uuidValues()))));
        if (database.has(SqlTypeName.MAP)) {
            samples.add(sample(
                    "MAP<VARCHAR, INTEGER>",
                    Arbitraries.maps(texts(), Arbitraries.integers().injectNull(0.1))
                            .ofMinSize(1)
                            .ofMaxSize(4)));
            samples.add(sample(
                    "MAP<BIGINT, DOUBLE PRECISION>",
                    Arbitraries.maps(Arbitraries.longs(), doubles())
                            .ofMinSize(1)
                            .ofMaxSize(4)));
        }
        if (database.has(SqlTypeName.TIMESTAMP_WITH_TIME_ZONE)) {
            samples.add(sample(
                    "TIMESTAMP(6) WITH TIME ZONE ARRAY",
                    list(Combinators.combine(timestamps(), offsets()).as(LocalDateTime::atOffset))));
        }
        return Arbitraries.oneOf(samples);
    }

    /** At least one, since Calcite has no literal of an empty array. */
    private static <T> Arbitrary<Object> list(Arbitrary<T> items) {
        return full(items.injectNull(0.1));
    }

    private static <T> Arbitrary<Object> full(Arbitrary<T> items) {
        return items.list().ofMinSize(1).ofMaxSize(5).map(list -> list);
    }

    /** Not of NULLs only, which is NULL in Calcite. */
    private static Arbitrary<Object> row(Arbitrary<?> a, Arbitrary<?> b) {
        var both = Combinators.combine(a, b);
        return both.filter((x, y) -> x != null || y != null).as((x, y) -> {
            var values = new ArrayList<>();
            values.add(x);
            values.add(y);
            return new PythonText.Row(List.of("a", "b"), values);
        });
    }

    @Provide
    Arbitrary<List<Object>> documents() {
        return document(3).list().ofMinSize(1).ofMaxSize(VALUES);
    }

    private static Arbitrary<Object> document(int depth) {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                        Arbitraries.of(true, false).map(x -> x),
                        Arbitraries.longs().map(x -> x),
                        fractions().map(x -> x),
                        texts().map(x -> x))
                .injectNull(0.1)
                .map(x -> x);
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Object> inner = Arbitraries.lazy(() -> document(depth - 1));
        return Arbitraries.oneOf(
                leaf,
                inner.list().ofMaxSize(4).map(list -> list),
                Arbitraries.maps(Arbitraries.of("$", "v", "a b", "ä", "\ud83d\udc0d", ""), inner)
                        .ofMaxSize(4)
                        .map(map -> map));
    }

    private static Arbitrary<Sample> sample(String type, Arbitrary<?> values) {
        Arbitrary<Object> objects = values.map(value -> value);
        return objects.injectNull(0.1).list().ofMinSize(1).ofMaxSize(VALUES).map(list -> new Sample(parse(type), list));
    }

    private static SqlType parse(String type) {
        try {
            return TypeParser.parse(type);
        } catch (SQLException e) {
            throw new IllegalArgumentException(type, e);
        }
    }
}
