package org.pythonwasm.udf.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;

/** Numbers of a database that counts milliseconds, which Python's {@code datetime} has in between. */
class CountedCodecTest {
    private static final int FIRST_ARGUMENT = -1;
    private static final PythonInterpreter PYTHON = PythonRuntime.shared().open();

    @AfterAll
    static void close() {
        PYTHON.close();
    }

    private static Codec codec(SqlTypeName type) {
        return switch (type) {
            case DATE -> CountedCodec.DAYS;
            case TIME -> CountedCodec.timeIn(ChronoUnit.MILLIS);
            case TIMESTAMP -> CountedCodec.timestampIn(ChronoUnit.MILLIS);
            case INTERVAL_YEAR_MONTH -> CountedCodec.MONTHS;
            default -> CountedCodec.durationIn(ChronoUnit.MILLIS);
        };
    }

    private static Object boxed(SqlTypeName type, long number) {
        return type == SqlTypeName.TIMESTAMP || type == SqlTypeName.INTERVAL_DAY_SECOND
                ? number
                : (Object) (int) number;
    }

    /** An argument and a result of a function that returns what it gets. */
    private static Batch batch(SqlTypeName type) {
        PYTHON.exec("def f(x): return x");
        return PYTHON.define("f", new Signature(List.of(new Signature.Parameter(type.column(), true)), type.column()))
                .newBatch(1);
    }

    private static SqlType type(SqlTypeName name, int precision) {
        return precision < 0 ? SqlType.of(name) : new SqlType(name, precision, SqlType.UNSPECIFIED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATE                | -1 | -719162              | -719162
            DATE                | -1 | 2932896              | 2932896
            DATE                | -1 | 2932897              | 22008
            DATE                | -1 | -719163              | 22008
            DATE                | -1 | -2147483648          | 22008
            TIME                | -1 | 0                    | 0
            TIME                | -1 | 86399999             | 86399999
            TIME                | 1  | 86399999             | 86399900
            TIME                | -1 | 86400000             | 22008
            TIME                | -1 | -1                   | 22008
            TIMESTAMP           | -1 | -62135596800000      | -62135596800000
            TIMESTAMP           | -1 | -62135596800001      | 22008
            TIMESTAMP           | -1 | 253402300799999      | 253402300799999
            TIMESTAMP           | -1 | 253402300800000      | 22008
            TIMESTAMP           | 0  | -1                   | -1000
            TIMESTAMP           | -1 | 9223372036854775807  | 22008
            TIMESTAMP           | -1 | -9223372036854775808 | 22008
            INTERVAL_YEAR_MONTH | -1 | -13                  | -13
            INTERVAL_DAY_SECOND | -1 | -1                   | -1
            INTERVAL_DAY_SECOND | -1 | 9223372036854775     | 9223372036854775
            INTERVAL_DAY_SECOND | -1 | 9223372036854776     | 22003
            """)
    void a_number_goes_in_and_comes_back_or_is_refused(SqlTypeName name, int precision, long number, String expected) {
        var type = type(name, precision);
        try (var batch = batch(name)) {
            check(expected, () -> {
                codec(name).write(batch, 0, 0, boxed(name, number), type);
                return codec(name).read(batch.read(FIRST_ARGUMENT), 0, type);
            });
        }
    }

    /** What lies between two milliseconds has no number in such a database; a time goes towards the past, an interval towards 0. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATE                | 2932897             | 22008
            TIME                | 86399999999         | 86399999
            TIME                | 86400000000         | 22008
            TIMESTAMP           | -1                  | -1
            TIMESTAMP           | -62135596800000001  | 22008
            TIMESTAMP           | 9223372036854775807 | 22008
            INTERVAL_YEAR_MONTH | 2147483648          | 22003
            INTERVAL_DAY_SECOND | -1999               | -1
            """)
    void any_number_of_the_guest_is_read_or_refused(SqlTypeName name, long written, String expected) {
        try (var batch = batch(name)) {
            batch.setLong(0, 0, written);
            check(expected, () -> codec(name).read(batch.read(FIRST_ARGUMENT), 0, SqlType.of(name)));
        }
    }

    private interface Reading {
        Object get();
    }

    private static void check(String expected, Reading reading) {
        if (expected.matches("22\\d{3}")) {
            assertEquals(
                    expected,
                    assertThrows(BadValueException.class, reading::get).sqlState());
        } else {
            assertEquals(expected, reading.get().toString());
        }
    }
}
