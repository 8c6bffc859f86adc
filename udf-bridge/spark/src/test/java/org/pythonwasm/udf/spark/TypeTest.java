package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.udf.spark.LocalSpark.column;
import static org.pythonwasm.udf.spark.LocalSpark.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.udf.spark.plan.DefinitionException;
import org.pythonwasm.udf.spark.task.PythonFunctionException;

@Timeout(300)
class TypeTest {
    private final SparkSession spark = LocalSpark.newSession();

    /** A declared type, the type of Spark, a value of it, and what Python says it is. */
    private static final String TYPES = """
            BOOLEAN                  | boolean       | true                                  | True
            TINYINT                  | tinyint       | CAST(-128 AS TINYINT)                 | -128
            SMALLINT                 | smallint      | CAST(300 AS SMALLINT)                 | 300
            INTEGER                  | int           | 70000                                 | 70000
            BIGINT                   | bigint        | 5000000000                            | 5000000000
            REAL                     | float         | CAST(0.5 AS FLOAT)                    | 0.5
            DOUBLE                   | double        | 0.1D                                  | 0.1
            DECIMAL(38, 2)           | decimal(38,2) | 123456789012345678901234567890123456.78BD | Decimal('123456789012345678901234567890123456.78')
            VARCHAR                  | string        | 'Grüße 🐍'                            | 'Grüße 🐍'
            CHAR(3)                  | string        | 'abc'                                 | 'abc'
            STRING                   | string        | ''                                    | ''
            VARBINARY                | binary        | X'00FF'                               | b'\\x00\\xff'
            DATE                     | date          | DATE'0001-01-01'                      | datetime.date(1, 1, 1)
            TIME                     | time(6)       | TIME'23:59:59.000001'               | datetime.time(23, 59, 59, 1)
            TIME ARRAY               | array<time(6)> | array(TIME'00:00:00')             | [datetime.time(0, 0)]
            TIMESTAMP                | timestamp_ntz | TIMESTAMP_NTZ'2024-02-29 12:00:00.000001' | datetime.datetime(2024, 2, 29, 12, 0, 0, 1)
            TIMESTAMP WITH TIME ZONE | timestamp     | TIMESTAMP'2024-07-01 12:00:00 Europe/Berlin' | datetime.datetime(2024, 7, 1, 19, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=32400)))
            TIMESTAMP WITH TIME ZONE | timestamp     | TIMESTAMP'9999-12-30 12:00:00Z'   | datetime.datetime(9999, 12, 30, 21, 0, tzinfo=datetime.timezone(datetime.timedelta(seconds=32400)))
            TIMESTAMP ARRAY          | array<timestamp_ntz> | array(TIMESTAMP_NTZ'0001-01-01 00:00:00.000001', TIMESTAMP_NTZ'9999-12-31 23:59:59') | [datetime.datetime(1, 1, 1, 0, 0, 0, 1), datetime.datetime(9999, 12, 31, 23, 59, 59)]
            INTERVAL YEAR TO MONTH   | interval year to month | INTERVAL '-1-2' YEAR TO MONTH | -14
            INTERVAL DAY TO SECOND   | interval day to second | INTERVAL '1 00:00:00.000001' DAY TO SECOND | datetime.timedelta(days=1, microseconds=1)
            INTERVAL DAY TO SECOND ARRAY | array<interval day to second> | array(INTERVAL '-106751991 04:00:54.775808' DAY TO SECOND) | [datetime.timedelta(days=-106751992, seconds=71945, microseconds=224192)]
            INTEGER ARRAY            | array<int>    | array(1, NULL)                        | [1, None]
            DATE ARRAY ARRAY         | array<array<date>> | array(array(DATE'2024-02-29'))   | [[datetime.date(2024, 2, 29)]]
            ARRAY<MAP<STRING, INT>>  | array<map<string,int>> | array(map('a', 1))              | [{'a': 1}]
            STRUCT<a: INTEGER, b: ARRAY<STRING>> | struct<a:int,b:array<string>> | named_struct('a', 1, 'b', array('x')) | Row(a=1, b=['x'])
            MAP<STRUCT<a: INT, b: STRUCT<c: INT>>, INTEGER> | map<struct<a:int,b:struct<c:int>>,int> | map(named_struct('a', 1, 'b', named_struct('c', 2)), 3) | {(1, (2,)): 3}
            MAP<VARCHAR, DECIMAL(4, 1)> | map<string,decimal(4,1)> | map('a', 1.5BD)         | {'a': Decimal('1.5')}
            ROW(a INTEGER, b VARCHAR ARRAY) | struct<a:int,b:array<string>> | named_struct('a', 1, 'b', array('x')) | Row(a=1, b=['x'])
            ROW(t TIMESTAMP WITH TIME ZONE, i INTERVAL DAY TO SECOND) | struct<t:timestamp,i:interval day to second> | named_struct('t', TIMESTAMP'1969-12-31 23:59:59.5Z', 'i', INTERVAL '0 00:00:01' DAY TO SECOND) | Row(t=datetime.datetime(1970, 1, 1, 8, 59, 59, 500000, tzinfo=datetime.timezone(datetime.timedelta(seconds=32400))), i=datetime.timedelta(seconds=1))
            """;

    private record Example(String declared, String type, String literal, String repr) {}

    private static List<Example> examples() {
        return TYPES.lines()
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).toArray(String[]::new))
                .map(cells -> new Example(cells[0], cells[1], cells[2], cells[3]))
                .toList();
    }

    /** One query for all types: Spark compiles each. */
    @Test
    void values_of_all_types_go_to_python_and_back() {
        spark.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
        spark.conf().set("spark.sql.timeType.enabled", "true");
        var columns = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var example : examples()) {
            int i = values.size();
            spark.sql("CREATE FUNCTION same" + i + "(x " + example.declared + ") RETURNS " + example.declared
                    + " LANGUAGE PYTHON HANDLER 'same' AS 'def same(x): return x'");
            spark.sql("CREATE FUNCTION shown" + i + "(x " + example.declared
                    + ") RETURNS STRING LANGUAGE PYTHON HANDLER 'shown' AS 'def shown(x): return repr(x)'");
            values.add(example.literal + " AS x" + i);
            columns.add(
                    "typeof(same%1$d(x%1$d)), shown%1$d(x%1$d), x%1$d, same%1$d(x%1$d), same%1$d(NULL)".formatted(i));
        }
        var row = spark.sql("SELECT " + String.join(", ", columns) + " FROM (SELECT " + String.join(", ", values)
                        + " FROM range(1))")
                .head();
        int column = 0;
        for (var example : examples()) {
            assertEquals(example.type, row.getString(column));
            assertEquals(example.repr, row.getString(column + 1));
            assertTrue(Objects.deepEquals(row.get(column + 2), row.get(column + 3)), example::toString);
            assertTrue(row.isNullAt(column + 4), example::toString);
            column += 5;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TINYINT       | 128                  | 22003
            BIGINT        | 1 << 63              | 22003
            DECIMAL(3, 1) | 100                  | 22003
            DECIMAL       | 10 ** 20             | 22003
            VARCHAR(2)    | 'abc'                | 22001
            VARCHAR       | '\\ud800'            | 22023
            INTEGER       | 'abc'                | 22023
            MAP<VARCHAR, INTEGER> | {None: 1}    | 22003
            MAP<DECIMAL(4, 1), INTEGER> | {__import__("decimal").Decimal(x): 1 for x in ("1.01", "1.02")} | 22023
            MAP<DECIMAL, INTEGER> | {__import__("decimal").Decimal(x) / 10**20: 1 for x in (1, 2)} | 22023
            MAP<REAL, INTEGER> ARRAY | [{1 + 1e-9: 1, 1 + 2e-9: 2}] | 22023
            MAP<REAL, INTEGER> | {1e-300: 1, -1e-300: 2} | 22023
            MAP<REAL ARRAY, INTEGER> | {(1e-300,): 1, (-1e-300,): 2} | 22023
            INTERVAL DAY TO SECOND ARRAY | [__import__("datetime").timedelta(days=106751992)] | 22003
            """, quoteCharacter = '`')
    void a_result_that_does_not_fit_is_an_error(String declared, String result, String state) {
        spark.sql("CREATE FUNCTION bad(x BIGINT) RETURNS " + declared + " LANGUAGE PYTHON AS $$\ndef bad(x): return "
                + result + "\n$$");
        var error = assertThrows(PythonFunctionException.class, () -> value(spark, "SELECT bad(id) FROM range(1)"));
        assertEquals(state, error.getSqlState(), error::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void a_variant_arrives_as_json(String vectorized) {
        spark.sql("CREATE FUNCTION shown(x JSON) RETURNS STRING LANGUAGE PYTHON WITH (vectorized = " + vectorized
                + ") AS "
                + (vectorized.equals("true")
                        ? "'def shown(x): return [repr(y) for y in x]'"
                        : "'def shown(x): return repr(x)'"));
        assertEquals(
                List.of("{'a': [0, 2.5, None], 'b': 'x'}"),
                column(
                        spark,
                        "SELECT shown(parse_json(concat('{\"a\": [', id, ', 2.5, null], \"b\": \"x\"}'))) FROM range(1)"));
        assertEquals(
                List.of("'text'"), column(spark, "SELECT shown(CAST(concat('te', 'xt') AS VARIANT)) FROM range(1)"));
        assertEquals(List.of("None"), column(spark, "SELECT shown(CAST(NULL AS VARIANT)) FROM range(1)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+8:00", "GMT+8:00", "UTC+3:5", "PST", "Asia/Tokyo"})
    void any_time_zone_of_spark_is_one_of_functions(String zone) {
        spark.conf().set("spark.sql.session.timeZone", zone);
        spark.sql(
                "CREATE FUNCTION same(x TIMESTAMP WITH TIME ZONE) RETURNS TIMESTAMP WITH TIME ZONE LANGUAGE PYTHON AS "
                        + "'def same(x): return x'");
        assertEquals(
                true,
                value(spark, "SELECT same(t) = t FROM (SELECT timestamp_seconds(1700000000 + id) AS t FROM range(1))"));
    }

    @Test
    void a_decimal_without_precision_has_eighteen_digits_behind_the_point() {
        spark.sql("CREATE FUNCTION third(x DECIMAL) RETURNS DECIMAL LANGUAGE PYTHON AS 'def third(x): return x / 3'");
        assertEquals(
                "0.333333333333333333",
                value(spark, "SELECT third(CAST(id AS DECIMAL(9, 2))) FROM range(1, 2)")
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TIME WITH TIME ZONE | TIME WITH TIME ZONE
            UUID ARRAY          | UUID
            DECIMAL(39, 2)      | DECIMAL(39, 2): at most 38 digits
            DECIMAL(39, 2) ARRAY | DECIMAL(39, 2): at most 38 digits
            """)
    void a_type_that_spark_lacks_is_refused(String declared, String named) {
        var error = assertThrows(
                DefinitionException.class,
                () -> spark.sql("CREATE FUNCTION f(x " + declared
                        + ") RETURNS INTEGER LANGUAGE PYTHON AS 'def f(x): return 1'"));
        assertEquals("0A000", error.getSqlState());
        assertEquals("PythonFunction f: Spark has no values of the type " + named, error.reason());
    }
}
