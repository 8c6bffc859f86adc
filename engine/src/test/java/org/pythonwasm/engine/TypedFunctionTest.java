package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TypedFunction;

class TypedFunctionTest {
    private final PythonInterpreter python = open();

    /** Another guest passes the same tests, see {@link ModuleSqlTest}. */
    PythonInterpreter open() {
        return PythonRuntime.shared().open();
    }

    @AfterEach
    void close() {
        python.close();
    }

    private TypedFunction define(String body, ColumnType type) {
        python.eval("import datetime, decimal\ndef f(x): return " + body);
        return python.define("f", new Signature(List.of(new Parameter(type, false)), type));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 30, 1L << 60})
    void integers_of_64_bits_pass(long value) {
        var f = define("x", ColumnType.INT64);
        var batch = f.newBatch(1);
        batch.setLong(0, 0, value);
        f.call(batch, 1);
        assertEquals(value, batch.getLong(0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, 1.5, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY})
    void doubles_pass(double value) {
        var f = define("x", ColumnType.FLOAT64);
        var batch = f.newBatch(1);
        batch.setDouble(0, 0, value);
        f.call(batch, 1);
        assertEquals(value, batch.getDouble(0));
    }

    @Test
    void texts_of_any_length_pass() {
        var f = define("x + '!'", ColumnType.TEXT);
        var batch = f.newBatch(4);
        String longText = "Grüße 🐍 ".repeat(100_000);
        List<String> texts = List.of("", "a", longText, "日本");
        for (int i = 0; i < texts.size(); i++) {
            batch.setText(0, i, texts.get(i));
        }
        f.call(batch, 4);
        for (int i = 0; i < texts.size(); i++) {
            assertEquals(texts.get(i) + "!", batch.getText(i));
        }
        batch.clear();
        batch.setText(0, 0, "again");
        f.call(batch, 1);
        assertEquals("again!", batch.getText(0));
    }

    @Test
    void bytes_and_decimals_pass() {
        var reverse = define("x[::-1]", ColumnType.BYTES);
        var bytes = reverse.newBatch(1);
        bytes.setBytes(0, 0, new byte[] {1, 0, -1});
        reverse.call(bytes, 1);
        assertArrayEquals(new byte[] {-1, 0, 1}, bytes.getBytes(0));
        var tenth = define("x / 10", ColumnType.DECIMAL);
        var decimal = tenth.newBatch(1);
        decimal.setText(0, 0, "12345678901234567890123456.78");
        tenth.call(decimal, 1);
        assertEquals("1234567890123456789012345.678", decimal.getText(0));
    }

    @ParameterizedTest
    @EnumSource(names = {"DATE", "TIME", "TIMESTAMP"})
    void days_and_times_are_python_objects(ColumnType type) {
        String kind = type == ColumnType.TIMESTAMP ? "datetime" : type.name().toLowerCase();
        var f = define("x if type(x) is datetime." + kind + " else None", type);
        long[] values = type == ColumnType.TIME
                ? new long[] {0, 86_399_999_999L, 1}
                : type == ColumnType.DATE
                        ? new long[] {-719_162, 0, 2_932_896, 19_782}
                        : new long[] {-719_162 * 86_400_000_000L, 0, -1, 2_932_896 * 86_400_000_000L + 86_399_999_999L};
        var batch = f.newBatch(values.length);
        for (int i = 0; i < values.length; i++) {
            batch.setLong(0, i, values[i]);
        }
        f.call(batch, values.length);
        for (int i = 0; i < values.length; i++) {
            assertFalse(batch.isNull(i));
            assertEquals(values[i], batch.getLong(i));
        }
    }

    @Test
    void a_day_outside_of_pythons_calendar_is_an_error() {
        var f = define("x", ColumnType.DATE);
        var batch = f.newBatch(1);
        batch.setLong(0, 0, 2_932_897);
        assertEquals(
                "ValueError",
                assertThrows(PythonException.class, () -> f.call(batch, 1)).typeName());
    }

    @Test
    void null_is_none_or_a_null_call() {
        python.eval("calls = 0\ndef f(x):\n    global calls\n    calls += 1\n    return 7 if x is None else None");
        var parameters = List.of(new Parameter(ColumnType.INT64, false));
        var called = python.define("f", new Signature(parameters, ColumnType.INT64));
        var batch = called.newBatch(2);
        batch.setNull(0, 0);
        batch.setLong(0, 1, 1);
        called.call(batch, 2);
        assertEquals(7, batch.getLong(0));
        assertTrue(batch.isNull(1));
        var strict =
                python.define("f", new Signature(List.of(new Parameter(ColumnType.INT64, true)), ColumnType.INT64));
        var other = strict.newBatch(1);
        other.setNull(0, 0);
        strict.call(other, 1);
        assertTrue(other.isNull(0));
        assertEquals(2, python.get("calls"));
    }

    @Test
    void a_failing_row_is_named_and_the_rows_before_it_are_there() {
        var f = define("10 // x", ColumnType.INT64);
        var batch = f.newBatch(3);
        batch.setLong(0, 0, 2);
        batch.setLong(0, 1, 0);
        batch.setLong(0, 2, 5);
        var error = assertThrows(PythonException.class, () -> f.call(batch, 3));
        assertEquals(1, error.row());
        assertEquals("ZeroDivisionError", error.typeName());
        assertEquals(5, batch.getLong(0));
        assertEquals(2, error.line());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INT64|True|expected int as result, got bool",
                "INT64|'1'|expected int as result, got str",
                "TEXT|1|expected str as result, got int",
                "BOOLEAN|1|expected bool as result, got int",
                "FLOAT64|'x'|expected float as result, got str",
                "DECIMAL|1.5|expected decimal.Decimal as result, got float",
                "DATE|datetime.datetime(2024, 1, 1)|expected datetime.date as result, got datetime.datetime"
            })
    void nothing_is_silently_coerced(String example) {
        String[] parts = example.split("\\|");
        python.eval("import datetime\ndef f(): return " + parts[1]);
        var f = python.define("f", new Signature(List.of(), ColumnType.valueOf(parts[0])));
        var batch = f.newBatch(1);
        var error = assertThrows(PythonException.class, () -> f.call(batch, 1));
        assertEquals("TypeError", error.typeName());
        assertEquals(parts[2], error.pythonMessage());
    }

    @Test
    void an_integer_past_64_bits_is_an_overflow() {
        var f = define("x * 2", ColumnType.INT64);
        var batch = f.newBatch(1);
        batch.setLong(0, 0, Long.MAX_VALUE);
        assertEquals(
                "OverflowError",
                assertThrows(PythonException.class, () -> f.call(batch, 1)).typeName());
    }

    @Test
    void a_missing_handler_is_refused() {
        var signature = new Signature(List.of(), ColumnType.INT64);
        assertEquals(
                "NameError",
                assertThrows(PythonException.class, () -> python.define("nothing", signature))
                        .typeName());
        python.eval("number = 5");
        assertEquals(
                "number is not callable, it is int",
                assertThrows(PythonException.class, () -> python.define("number", signature))
                        .pythonMessage());
    }

    @Test
    void ten_thousand_failing_rows_leave_the_guest_memory_flat() {
        var f = define("[][x]", ColumnType.INT64);
        var batch = f.newBatch(1);
        batch.setLong(0, 0, 1);
        for (int i = 0; i < 1000; i++) {
            assertThrows(PythonException.class, () -> f.call(batch, 1));
        }
        long before = python.memoryBytes();
        for (int i = 0; i < 9000; i++) {
            assertThrows(PythonException.class, () -> f.call(batch, 1));
        }
        assertEquals(before, python.memoryBytes());
    }

    @Test
    void a_batch_for_which_there_is_no_room_leaves_no_memory_behind() {
        try (var small = PythonRuntime.shared().open(Limits.defaults().withMemoryBytes(64 << 20))) {
            small.exec("def f(*texts): return len(texts)");
            var text = new Signature.Parameter(ColumnType.TEXT, false);
            var f = small.define("f", new Signature(Collections.nCopies(100, text), ColumnType.INT64));
            small.exec("""
                    def leave_one_block():
                        block, kept = bytearray(8 << 20), [None] * 100_000
                        try:
                            for i in range(len(kept)): kept[i] = bytes(1000)
                        except MemoryError:
                            return kept
                    kept = leave_one_block()
                    """);
            // Steps so fine that some find room for their rows and none for what comes behind.
            int capacity = 10_000;
            while (capacity > 10 && !fits(f, capacity)) {
                capacity -= 10;
            }
            assertTrue(capacity > 5_000, "after the failures there is room for " + capacity + " rows");
        }
    }

    @SuppressWarnings("try") // the batch only has to exist
    private static boolean fits(TypedFunction function, int capacity) {
        try (var batch = function.newBatch(capacity)) {
            return true;
        } catch (IllegalStateException noRoom) {
            return false;
        }
    }
}
