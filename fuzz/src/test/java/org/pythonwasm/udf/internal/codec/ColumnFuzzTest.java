package org.pythonwasm.udf.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.parse.StatementParser;
import org.pythonwasm.udf.spi.FunctionStatement;

/** What a guest may write into a column of results, which is any bytes; the values of {@code CodecTest} are some of them. */
class ColumnFuzzTest {
    /** The columns of arguments lie before those of results, and are written as the guest would. */
    private static final int FIRST_ARGUMENT = -1;

    private static final List<SqlType> TYPES = Stream.of(
                    "BOOLEAN",
                    "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "REAL",
                    "DOUBLE",
                    "DECIMAL",
                    "DECIMAL(5, 2)",
                    "CHAR(3)",
                    "VARCHAR",
                    "VARBINARY(5)",
                    "DATE",
                    "TIME",
                    "TIME(0)",
                    "TIMESTAMP",
                    "TIMESTAMP(3)",
                    "TIME WITH TIME ZONE",
                    "TIMESTAMP WITH TIME ZONE",
                    "INTERVAL YEAR TO MONTH",
                    "INTERVAL DAY TO SECOND",
                    "UUID",
                    "JSON",
                    "INTEGER ARRAY[3]",
                    "ROW(a DATE, b DECIMAL(5, 2) ARRAY)",
                    "MAP<VARCHAR, TIMESTAMP>")
            .map(ColumnFuzzTest::type)
            .toList();

    private static PythonInterpreter python = PythonRuntime.shared().open();

    @FuzzTest
    void a_value_of_any_bytes_is_read_or_refused(FuzzedDataProvider data) {
        var type = data.pickValue(TYPES);
        try (var batch = batch(type.name().column())) {
            switch (type.name().column()) {
                case BOOLEAN, INT64, FLOAT64, DATE, TIME, TIMESTAMP, INTERVAL ->
                    batch.setLong(0, 0, data.consumeLong());
                default -> batch.setBytes(0, 0, data.consumeRemainingAsBytes());
            }
            assertNotNull(Codecs.JAVA.of(type.name()).read(batch.read(FIRST_ARGUMENT), 0, type));
        } catch (BadValueException refused) {
            assertEquals(5, refused.sqlState().length());
        } catch (GuestDiedException broken) {
            python.close();
            python = PythonRuntime.shared().open();
        }
    }

    private static Batch batch(ColumnType column) {
        python.exec("def f(x): return x");
        return python.define("f", new Signature(List.of(new Signature.Parameter(column, true)), column))
                .newBatch(1);
    }

    private static SqlType type(String sql) {
        try {
            var create = (FunctionStatement.Create)
                    StatementParser.parse("CREATE FUNCTION f() RETURNS " + sql + " LANGUAGE PYTHON AS ''")
                            .get(0);
            return create.definition().result();
        } catch (SQLException e) {
            throw new IllegalArgumentException(sql, e);
        }
    }
}
