package org.pythonwasm.udf.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
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

/** A hostile guest may write any bytes over its results: what is no value of the type is refused with a SQLSTATE. */
class CodecTest {
    /** The columns of arguments lie before those of results, and are written as the guest would. */
    private static final int FIRST_ARGUMENT = -1;

    private static final PythonInterpreter PYTHON = PythonRuntime.shared().open();

    @AfterAll
    static void close() {
        PYTHON.close();
    }

    private static Batch batch(SqlTypeName type) {
        PYTHON.exec("def f(x): return x");
        return PYTHON.define("f", new Signature(List.of(new Signature.Parameter(type.column(), true)), type.column()))
                .newBatch(1);
    }

    private static Object read(SqlTypeName type, Batch batch) {
        return Codecs.JAVA.of(type).read(batch.read(FIRST_ARGUMENT), 0, SqlType.of(type));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATE                | -719162              | 0001-01-01
            DATE                | 2932896              | 9999-12-31
            DATE                | 2932897              | 22008
            DATE                | -719163              | 22008
            DATE                | 9223372036854775807  | 22008
            TIME                | 86399999999          | 23:59:59.999999
            TIME                | 86400000000          | 22008
            TIME                | -1                   | 22008
            TIME                | -9223372036854775808 | 22008
            TIMESTAMP           | -62135596800000000   | 0001-01-01T00:00
            TIMESTAMP           | -62135596800000001   | 22008
            TIMESTAMP           | 9223372036854775807  | 22008
            TIMESTAMP           | -9223372036854775808 | 22008
            INTERVAL_YEAR_MONTH | 2147483648           | 22003
            SMALLINT            | 32768                | 22003
            """)
    void numbers(SqlTypeName type, long written, String expected) {
        try (var batch = batch(type)) {
            batch.setLong(0, 0, written);
            check(type, batch, expected);
        }
    }

    /** A time with a zone is eight bytes of microseconds and four of seconds, the least significant first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TIME_WITH_TIME_ZONE      | 000000000000000000000000         | 00:00Z
            TIME_WITH_TIME_ZONE      | ffffffffffffffff00000000         | 22008
            TIME_WITH_TIME_ZONE      | 000000000000000020fd0000         | 00:00+18:00
            TIME_WITH_TIME_ZONE      | 0000000000000000ffffff7f         | 22009
            TIME_WITH_TIME_ZONE      | 000000000000000000000080         | 22009
            TIMESTAMP_WITH_TIME_ZONE | 0000000000000000ffffff7f         | 22009
            TIMESTAMP_WITH_TIME_ZONE | 000000000000008000000000         | 22008
            UUID                     | 00000000000000000000000000000001 | 00000000-0000-0000-0000-000000000001
            UUID                     | 0001                             | 22023
            DECIMAL                  | 3f3f                             | 22003
            """)
    void bytes(SqlTypeName type, String written, String expected) {
        try (var batch = batch(type)) {
            batch.setBytes(0, 0, HexFormat.of().parseHex(written));
            check(type, batch, expected);
        }
    }

    private static void check(SqlTypeName type, Batch batch, String expected) {
        if (expected.matches("22\\d{3}")) {
            assertEquals(
                    expected,
                    assertThrows(BadValueException.class, () -> read(type, batch))
                            .sqlState());
        } else {
            assertEquals(expected, read(type, batch).toString());
        }
    }
}
