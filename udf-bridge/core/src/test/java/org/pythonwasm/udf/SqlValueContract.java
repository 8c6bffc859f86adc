package org.pythonwasm.udf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.internal.parse.TypeParser;

/** Values at the edges of their types, and where SQL's types and Python's differ. */
public abstract class SqlValueContract extends SqlContract {

    protected SqlValueContract(Database database) {
        super(database);
    }

    /** A function that says what Python got, and one that hands it back. */
    private void define(String type) throws SQLException {
        run("CREATE OR REPLACE FUNCTION seen(x " + type + ") RETURNS VARCHAR LANGUAGE PYTHON HANDLER 'text' AS $$\n"
                + PythonText.SOURCE + "$$");
        run("CREATE OR REPLACE FUNCTION echo(x " + type + ") RETURNS " + type
                + " LANGUAGE PYTHON AS 'def echo(x): return x'");
    }

    /** A function of a number that answers the element of a list. */
    private void choose(String type, String values) throws SQLException {
        choose(type, values, "choose");
    }

    private void choose(String type, String values, String name) throws SQLException {
        run("CREATE OR REPLACE FUNCTION " + name + "(n INTEGER) RETURNS " + type
                + " LANGUAGE PYTHON HANDLER 'choose' AS $$\n"
                + "import datetime, decimal, uuid\nfrom decimal import Decimal\nVALUES = " + values
                + "\ndef choose(n): return VALUES[n]\n$$");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElseThrow();
    }

    @Test
    @EveryGuest
    void a_char_column_arrives_padded_as_sql_holds_it() throws SQLException {
        define("CHAR(5)");
        run("CREATE TABLE t(c CHAR(5))");
        run("INSERT INTO t VALUES ('ab'), ('abcde')");
        assertEquals(List.of(PythonText.of("ab   "), PythonText.of("abcde")), column("SELECT seen(c) FROM t"));
        assertEquals(List.of(PythonText.of("ab   "), PythonText.of("abcde")), column("SELECT seen(echo(c)) FROM t"));
        assertEquals(List.of("ab   ", "abcde"), column("SELECT echo(c) FROM t"));
        assertEquals(2, column("SELECT c FROM t WHERE echo(c) = c").size());
    }

    @Test
    void a_result_longer_than_its_char_is_an_error() throws SQLException {
        choose("CHAR(5)", "['abcdef', 'äöüßé', '🐍🐍🐍🐍🐍']");
        assertEquals(
                "22001 PythonFunction choose: result: 6 characters are too long for CHAR(5)", error(one("choose(0)")));
        assertEquals("äöüßé", value(one("choose(1)")));
        assertEquals("🐍🐍🐍🐍🐍", value(one("choose(2)")));
    }

    /** What the database makes of two bytes in a column of type BINARY(4). */
    protected abstract String shortBinary();

    @Test
    void a_binary_column_arrives_as_the_database_holds_it() throws SQLException {
        define("BINARY(4)");
        run("CREATE TABLE t(b BINARY(4))");
        run("INSERT INTO t VALUES (X'0102'), (X'01020304')");
        assertEquals(List.of("bytes " + shortBinary(), "bytes 01020304"), column("SELECT seen(b) FROM t"));
        assertEquals(List.of("bytes " + shortBinary(), "bytes 01020304"), column("SELECT seen(echo(b)) FROM t"));
        assertEquals(2, column("SELECT b FROM t WHERE echo(b) = b").size());
        choose("BINARY(4)", "[b'12345']");
        assertEquals(
                "22001 PythonFunction choose: result: 5 bytes are too long for BINARY(4)", error(one("choose(0)")));
    }

    @Test
    void a_decimal_without_precision_has_the_digits_that_python_gave_it() throws SQLException {
        choose("DECIMAL", "[Decimal('1.50'), Decimal(-7), 7, Decimal('0.125'), Decimal('12345678901234567890123.5')]");
        var expected = List.of("1.50", "-7", "7", "0.125", "12345678901234567890123.5");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(new BigDecimal(expected.get(i)), value(one("choose(" + i + ")")));
        }
        define("DECIMAL");
        assertEquals("Decimal 12", value(one("seen(CAST(12 AS DECIMAL))")));
    }

    /** What becomes of Python's negative zero. */
    protected abstract double negativeZero();

    @ParameterizedTest
    @ValueSource(strings = {"REAL", "DOUBLE PRECISION"})
    @EveryGuest
    void numbers_that_are_no_number_or_without_end_pass(String type) throws SQLException {
        define(type);
        choose(type, "[float('nan'), float('inf'), float('-inf'), -0.0]");
        var expected = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, negativeZero());
        for (int i = 0; i < expected.size(); i++) {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            one("choose(" + i + "), seen(choose(" + i + ")), " + "seen(echo(choose(" + i + ")))"))) {
                assertTrue(rows.next());
                assertEquals(expected.get(i), rows.getDouble(1));
                assertEquals(PythonText.of(expected.get(i)), rows.getString(2));
                assertEquals(PythonText.of(expected.get(i)), rows.getString(3));
            }
        }
    }

    @Test
    @EveryGuest
    void months_of_an_interval_are_as_many_as_an_int_holds() throws SQLException {
        choose("INTERVAL YEAR TO MONTH", "[2**31 - 1, 1 - 2**31, 2**31, -2**31 - 1, 2**63]");
        assertEquals(
                Period.ofMonths(Integer.MAX_VALUE).normalized(), value(connection, one("choose(0)"), Period.class));
        assertEquals(
                Period.ofMonths(-Integer.MAX_VALUE).normalized(), value(connection, one("choose(1)"), Period.class));
        assertEquals(
                "22003 PythonFunction choose: result: 2147483648 months is out of range for INTERVAL YEAR TO MONTH",
                error(one("choose(2)")));
        assertEquals(
                "22003 PythonFunction choose: result: -2147483649 months is out of range for INTERVAL YEAR TO MONTH",
                error(one("choose(3)")));
        assertEquals(
                "22003 PythonFunction choose: OverflowError: result is out of the range of a 64-bit integer",
                firstLine(error(one("choose(4)"))));
    }

    @Test
    @EveryGuest
    void an_interval_of_days_is_as_long_as_64_bits_of_microseconds() throws SQLException {
        choose(
                "INTERVAL DAY TO SECOND",
                "[datetime.timedelta(days=106751991), -datetime.timedelta(days=106751991), "
                        + "datetime.timedelta(days=106751992), datetime.timedelta.min]");
        assertEquals(Duration.ofDays(106751991), value(connection, one("choose(0)"), Duration.class));
        assertEquals(Duration.ofDays(-106751991), value(connection, one("choose(1)"), Duration.class));
        for (int n = 2; n < 4; n++) {
            String error = error(one("choose(" + n + ")"));
            assertTrue(
                    error.startsWith("22003 PythonFunction choose: OverflowError: result is out of the range"), error);
        }
    }

    @Test
    void digits_of_a_second_that_a_type_lacks_are_cut_off_from_results() throws SQLException {
        String time = "[datetime.time(23, 59, 59, 999999), datetime.time(0, 0, 0, 1)]";
        choose("TIME(3)", time);
        assertEquals(LocalTime.of(23, 59, 59, 999_000_000), value(connection, one("choose(0)"), LocalTime.class));
        assertEquals(LocalTime.MIDNIGHT, value(connection, one("choose(1)"), LocalTime.class));
        choose("TIME(0)", time);
        assertEquals(LocalTime.of(23, 59, 59), value(connection, one("choose(0)"), LocalTime.class));
        choose("TIMESTAMP(0)", "[datetime.datetime(1969, 12, 31, 23, 59, 59, 999999)]");
        assertEquals(
                "1969-12-31T23:59:59",
                value(connection, one("choose(0)"), LocalDateTime.class).toString());
    }

    @Test
    @EveryGuest
    void times_before_the_gregorian_calendar_come_out_as_they_are() throws SQLException {
        choose("DATE", "[datetime.date(1, 1, 1), datetime.date(1582, 10, 10), datetime.date(9999, 12, 31)]");
        choose(
                "TIMESTAMP(3)",
                "[datetime.datetime(1, 1, 1, 0, 0, 0, 1999), datetime.datetime(1582, 10, 10, 23, 59), "
                        + "datetime.datetime(9999, 12, 31, 23, 59, 59, 999000)]",
                "moment");
        var dates = List.of("0001-01-01", "1582-10-10", "9999-12-31");
        var times = List.of("0001-01-01T00:00:00.001", "1582-10-10T23:59", "9999-12-31T23:59:59.999");
        for (int i = 0; i < 3; i++) {
            assertEquals(LocalDate.parse(dates.get(i)), value(connection, one("choose(" + i + ")"), LocalDate.class));
            assertEquals(
                    LocalDateTime.parse(times.get(i)),
                    value(connection, one("moment(" + i + ")"), LocalDateTime.class));
            assertEquals(dates.get(i), rows(one("choose(" + i + ")")).get(0));
        }
    }

    @Test
    @EveryGuest
    void a_zero_character_passes_both_ways() throws SQLException {
        define("VARCHAR");
        choose("VARCHAR", "['a\\0b', '\\0', '']");
        for (String text : List.of("a\0b", "\0", "")) {
            int n = List.of("a\0b", "\0", "").indexOf(text);
            assertEquals(text, value(one("choose(" + n + ")")));
            try (var statement = connection.prepareStatement(one("seen(echo(CAST(? AS VARCHAR)))"))) {
                statement.setString(1, text);
                try (var rows = statement.executeQuery()) {
                    assertTrue(rows.next());
                    assertEquals(PythonText.of(text), rows.getString(1));
                }
            }
        }
    }

    @Test
    @EveryGuest
    void half_a_character_has_no_value_in_sql() throws SQLException {
        choose("VARCHAR", "['a\\ud800']");
        assertEquals(
                "22023 PythonFunction choose: UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in "
                        + "position 1: surrogates not allowed",
                firstLine(error(one("choose(0)"))));
        choose("VARCHAR ARRAY", "[['\\udfff']]");
        assertEquals(
                "22023 PythonFunction choose: TypeError: result[0]: the text has a lone surrogate at index 0, which is "
                        + "no character",
                firstLine(error(one("choose(0)"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BOOLEAN          | [1, 0.0, 'True', []]                   | bool              | int, float, str, list
            TINYINT          | [1.0, True, '1', None.__class__]       | int               | float, bool, str, type
            BIGINT           | [1.0, False, '1', Decimal(1)]          | int               | float, bool, str, decimal.Decimal
            REAL             | ['1.5', True, Decimal(1), 1j]          | float             | str, bool, decimal.Decimal, complex
            DOUBLE PRECISION | ['1.5', True, Decimal(1), [1.5]]       | float             | str, bool, decimal.Decimal, list
            DECIMAL(9, 2)    | [1.5, '1.5', True]                     | decimal.Decimal   | float, str, bool
            CHAR(3)          | [5, b'x', None.__class__]              | str               | int, bytes, type
            VARCHAR(9)       | [5, b'x', ['x'], datetime.date.min]    | str               | int, bytes, list, datetime.date
            CLOB             | [5, b'x']                              | str               | int, bytes
            BINARY(3)        | ['x', 5]                               | bytes             | str, int
            VARBINARY(9)     | ['x', 5, [1]]                          | bytes             | str, int, list
            BLOB             | ['x', 5]                               | bytes             | str, int
            DATE             | ['2024-02-29', 5, datetime.datetime.min, datetime.time.min] | datetime.date | str, int, datetime.datetime, datetime.time
            TIME             | ['12:30', 5, datetime.datetime.min, datetime.timedelta(1)]  | datetime.time | str, int, datetime.datetime, datetime.timedelta
            TIMESTAMP        | ['2024', 5, datetime.date.min, datetime.time.min]           | datetime.datetime | str, int, datetime.date, datetime.time
            TIME WITH TIME ZONE      | ['12:30', 5, datetime.datetime.min]                 | datetime.time | str, int, datetime.datetime
            TIMESTAMP WITH TIME ZONE | ['2024', 5, datetime.date.min]                      | datetime.datetime | str, int, datetime.date
            INTERVAL YEAR TO MONTH   | [1.5, '1', True, datetime.timedelta(1)]             | int       | float, str, bool, datetime.timedelta
            INTERVAL DAY TO SECOND   | [1.5, '1', datetime.time.min]                       | datetime.timedelta | float, str, datetime.time
            UUID             | ['00000000-0000-0000-0000-000000000000', 5, bytes(16)]      | uuid.UUID | str, int, bytes
            """)
    @EveryGuest
    void a_value_of_another_python_type_is_refused_and_both_are_named(
            String type, String values, String expected, String found) throws SQLException {
        if (!database.has(TypeParser.parse(type).name())) {
            return;
        }
        choose(type, values);
        var names = found.split(", ");
        for (int i = 0; i < names.length; i++) {
            assertEquals(
                    "22023 PythonFunction choose: TypeError: expected " + expected + " as result, got " + names[i],
                    firstLine(error(one("choose(" + i + ")"))));
        }
    }

    private interface Setter {
        void set(PreparedStatement statement) throws SQLException;
    }

    private void assertArrives(String type, String seen, Setter setter) throws SQLException {
        define(type);
        try (var statement = connection.prepareStatement(one("seen(CAST(? AS " + type + "))"))) {
            setter.set(statement);
            try (var rows = statement.executeQuery()) {
                assertTrue(rows.next());
                assertEquals(seen, rows.getString(1), type);
            }
        }
    }

    @Test
    void a_parameter_arrives_by_whatever_setter() throws SQLException {
        assertArrives("BOOLEAN", "True", statement -> statement.setBoolean(1, true));
        assertArrives("TINYINT", "int -128", statement -> statement.setByte(1, (byte) -128));
        assertArrives("SMALLINT", "int 32767", statement -> statement.setShort(1, Short.MAX_VALUE));
        assertArrives("INTEGER", "int -7", statement -> statement.setInt(1, -7));
        assertArrives("INTEGER", "int 7", statement -> statement.setObject(1, 7));
        assertArrives("BIGINT", "int 9223372036854775807", statement -> statement.setLong(1, Long.MAX_VALUE));
        assertArrives("REAL", PythonText.of(1.5f), statement -> statement.setFloat(1, 1.5f));
        assertArrives("DOUBLE PRECISION", PythonText.of(0.1), statement -> statement.setDouble(1, 0.1));
        assertArrives("DECIMAL(9, 2)", "Decimal 1.50", statement -> statement.setBigDecimal(1, new BigDecimal("1.50")));
        assertArrives("VARCHAR", PythonText.of("Grüße 🐍"), statement -> statement.setString(1, "Grüße 🐍"));
        assertArrives("VARCHAR", PythonText.of("x"), statement -> statement.setObject(1, "x", Types.VARCHAR));
        assertArrives("VARBINARY", "bytes 00ff", statement -> statement.setBytes(1, new byte[] {0, -1}));
        assertArrives("INTEGER", "None", statement -> statement.setNull(1, Types.INTEGER));
        assertArrives("VARCHAR", "None", statement -> statement.setObject(1, null));
    }

    @Test
    void dates_and_times_of_jdbcs_own_classes_pass_as_they_stand() throws SQLException {
        assertDatesAndTimesPass();
    }

    protected void assertDatesAndTimesPass() throws SQLException {
        assertArrives("DATE", "date 2024-02-29", statement -> statement.setDate(1, Date.valueOf("2024-02-29")));
        assertArrives("TIME", "time 23:30:05.000000", statement -> statement.setTime(1, Time.valueOf("23:30:05")));
        assertArrives(
                "TIMESTAMP(3)",
                "datetime 2024-07-01T23:30:05.125000",
                statement -> statement.setTimestamp(1, Timestamp.valueOf("2024-07-01 23:30:05.125")));
        choose("DATE", "[datetime.date(2024, 2, 29)]");
        assertEquals(Date.valueOf("2024-02-29"), value(connection, one("choose(0)"), Date.class));
        choose("TIMESTAMP(3)", "[datetime.datetime(2024, 7, 1, 23, 30, 5, 125000)]");
        assertEquals(
                Timestamp.valueOf("2024-07-01 23:30:05.125"), value(connection, one("choose(0)"), Timestamp.class));
    }
}
