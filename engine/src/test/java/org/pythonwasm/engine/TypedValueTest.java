package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TableSignature;
import org.pythonwasm.engine.typed.TypedFunction;

/** Columns of values that are more than a number or a text. */
class TypedValueTest {
    private final PythonInterpreter python = open();

    /** Another guest passes the same tests, see {@link ModuleSqlTest}. */
    PythonInterpreter open() {
        return PythonRuntime.shared().open();
    }

    @AfterEach
    void close() {
        python.close();
    }

    private TypedFunction define(String body, ColumnType type, ColumnType result) {
        python.eval("import datetime, uuid\ndef f(x): return " + body);
        return python.define("f", new Signature(List.of(new Parameter(type, false)), result));
    }

    private Object call(TypedFunction function, Object value) {
        var batch = function.newBatch(1);
        batch.setValue(0, 0, value);
        function.call(batch, 1);
        return batch.getValue(0);
    }

    @Test
    void values_pass_with_what_they_contain() {
        var nested = new LinkedHashMap<Object, Object>();
        nested.put("$", Arrays.asList(1, null, new BigDecimal("1.50"), LocalDate.of(1, 1, 1)));
        nested.put(5L << 40, Map.of("ä", List.of()));
        nested.put("big", BigInteger.ONE.shiftLeft(5000));
        assertEquals(nested, call(define("x", ColumnType.VALUE, ColumnType.VALUE), nested));
    }

    @Test
    void lists_of_one_kind_pass_unchanged() {
        var echo = define("x", ColumnType.VALUE, ColumnType.VALUE);
        for (var list : List.of(
                List.of(1, 2, 3),
                List.of(1.5, -0.0),
                List.of("a", "b"),
                List.of("a", "ä"),
                List.of(true, false),
                List.of(Long.MAX_VALUE, Long.MIN_VALUE),
                List.of(Double.NaN, 1.0),
                List.of(BigInteger.ONE.shiftLeft(64), BigInteger.ONE.shiftLeft(65)),
                List.of())) {
            assertEquals(list, call(echo, list));
        }
    }

    @Test
    void a_named_tuple_has_its_names_in_python_and_comes_back_as_a_list() {
        var tuple = new NamedTuple(List.of("A", "b", "class"), Arrays.asList(1, "x", null));
        assertEquals(List.of(1, "x"), call(define("x[:2]", ColumnType.VALUE, ColumnType.VALUE), tuple));
        assertEquals(
                List.of("a", "b", "_2"), call(define("list(x._fields)", ColumnType.VALUE, ColumnType.VALUE), tuple));
        assertEquals(1, call(define("x.a", ColumnType.VALUE, ColumnType.VALUE), tuple));
        assertEquals(tuple.values(), python.call("list", tuple));
        assertThrows(IllegalArgumentException.class, () -> new NamedTuple(List.of("a"), List.of()));
    }

    @Test
    void an_object_that_only_a_handle_could_stand_for_is_an_error() {
        var error = assertThrows(
                PythonException.class, () -> call(define("[x, {'k': f}]", ColumnType.VALUE, ColumnType.VALUE), 1));
        assertEquals("TypeError: result[1]['k']: has no value outside Python", error.getMessage());
        error = assertThrows(PythonException.class, () -> call(define("f", ColumnType.VALUE, ColumnType.VALUE), 1));
        assertEquals("TypeError: result is of type function, which has no value outside Python", error.getMessage());
    }

    @Test
    void a_java_value_without_a_python_one_is_refused_before_the_call() {
        var echo = define("x", ColumnType.VALUE, ColumnType.VALUE);
        var error = assertThrows(IllegalArgumentException.class, () -> call(echo, List.of(1, Thread.currentThread())));
        assertTrue(error.getMessage().startsWith("value[1]: java.lang.Thread has no Python value"), error::getMessage);
        assertEquals(3, call(echo, 3));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1234567, 64800", "-62135596800000000, -64800", "253402300799999999, 20715"})
    void times_with_an_offset_pass(long micros, int offset) {
        var echo = define("x", ColumnType.TIMESTAMP_WITH_TIME_ZONE, ColumnType.TIMESTAMP_WITH_TIME_ZONE);
        var batch = echo.newBatch(2);
        batch.setZoned(0, 0, 86_399_999_999L, 3600);
        batch.setZoned(0, 1, micros, offset);
        echo.call(batch, 2);
        assertEquals(micros, batch.getZonedMicros(1));
        assertEquals(offset, batch.getZonedOffset(1));
        assertEquals(86_399_999_999L, batch.getZonedMicros(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datetime.time(1) | TypeError: expected a time with time zone as result, got one without",
                "datetime.datetime(1, 1, 1) | TypeError: expected datetime.time as result, got datetime.datetime",
                "datetime.time(1, tzinfo=datetime.timezone(datetime.timedelta(hours=19))) "
                        + "| ValueError: expected an offset from UTC of whole seconds up to 18 hours as result, got 19:00:00"
            })
    void a_time_without_a_fitting_offset_is_refused(String value, String message) {
        var function = define(value, ColumnType.INT64, ColumnType.TIME_WITH_TIME_ZONE);
        var batch = function.newBatch(1);
        batch.setNull(0, 0);
        assertEquals(
                message,
                assertThrows(PythonException.class, () -> function.call(batch, 1))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE, 86_400_000_000L})
    void intervals_pass(long micros) {
        var echo = define("x", ColumnType.INTERVAL, ColumnType.INTERVAL);
        var batch = echo.newBatch(1);
        batch.setLong(0, 0, micros);
        echo.call(batch, 1);
        assertEquals(micros, batch.getLong(0));
    }

    @Test
    void uuids_pass_also_of_a_subclass() {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 16; i++) {
            bytes[i] = (byte) (200 + i);
        }
        python.eval("import uuid\nclass Mine(uuid.UUID): pass");
        for (String body : List.of("x", "Mine(str(x))")) {
            var echo = define(body, ColumnType.UUID, ColumnType.UUID);
            var batch = echo.newBatch(1);
            batch.setBytes(0, 0, bytes);
            echo.call(batch, 1);
            assertArrayEquals(bytes, batch.getBytes(0));
        }
    }

    @Test
    void a_malformed_json_is_an_error_of_its_row_and_those_before_it_have_results() {
        python.eval("def f(x, strict): return len(x)");
        var function = python.define(
                "f",
                new Signature(
                        List.of(new Parameter(ColumnType.JSON, false), new Parameter(ColumnType.INT64, true)),
                        ColumnType.INT64));
        var batch = function.newBatch(4);
        var texts = List.of("[1, 2]", "this one is not called", "oops", "[]");
        for (int row = 0; row < texts.size(); row++) {
            batch.setText(0, row, texts.get(row));
            batch.setLong(1, row, row);
        }
        batch.setNull(1, 1);
        var error = assertThrows(PythonException.class, () -> function.call(batch, 4));
        assertEquals(
                "ValueError: an argument is no JSON: Expecting value: line 1 column 1 (char 0)", error.getMessage());
        assertEquals(2, error.row());
        assertEquals(2, batch.getLong(0));
        assertTrue(batch.isNull(1));
    }

    @Test
    void a_vectorized_function_raises_for_a_malformed_json_of_a_row_that_is_called_only() {
        python.eval("def f(x, strict): return [len(one) for one in x]");
        var function = python.defineVectorized(
                "f",
                new Signature(
                        List.of(new Parameter(ColumnType.JSON, false), new Parameter(ColumnType.INT64, true)),
                        ColumnType.INT64));
        var batch = function.newBatch(2);
        batch.setText(0, 0, "oops");
        batch.setNull(1, 0);
        batch.setText(0, 1, "[1]");
        batch.setLong(1, 1, 1);
        function.call(batch, 2);
        assertTrue(batch.isNull(0));
        assertEquals(1, batch.getLong(1));
        batch.setLong(1, 0, 1);
        assertEquals(
                -1,
                assertThrows(PythonException.class, () -> function.call(batch, 2))
                        .row());
    }

    @Test
    void an_aggregate_fails_at_the_malformed_json_and_goes_on_behind_it() {
        python.eval("""
                class total:
                    def __init__(self): self.sum = 0
                    def accumulate(self, x): self.sum += sum(x)
                    def finish(self): return self.sum
                """);
        var aggregate = python.defineAggregate(
                "total", new Signature(List.of(new Parameter(ColumnType.JSON, false)), ColumnType.INT64));
        var rows = aggregate.newRows(3);
        var texts = List.of("[1]", "oops", "[2, 3]");
        for (int row = 0; row < texts.size(); row++) {
            rows.setLong(0, row, row % 2);
            rows.setText(1, row, texts.get(row));
        }
        assertEquals(
                1,
                assertThrows(PythonException.class, () -> aggregate.accumulate(rows, 0, 3))
                        .row());
        aggregate.accumulate(rows, 2, 3);
        var results = aggregate.newResults(1);
        results.setLong(0, 0, 0);
        aggregate.finish(results, 1);
        assertEquals(6, results.getLong(0));
    }

    @Test
    void a_list_of_rows_with_a_malformed_json_is_an_error_and_the_guest_lives_on() {
        try (var list = python.newRowList(List.of(new TableSignature.Column("a", ColumnType.JSON)))) {
            var batch = list.newBatch(2);
            batch.setText(0, 0, "[1]");
            batch.setText(0, 1, "oops");
            assertEquals(
                    1,
                    assertThrows(PythonException.class, () -> list.append(batch, 2))
                            .row());
        }
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void json_is_parsed_and_written() {
        var echo = define("x", ColumnType.JSON, ColumnType.JSON);
        var batch = echo.newBatch(3);
        var texts = new ArrayList<>(List.of("{\"$\": \"bytes\", \"v\": \"AA==\"}", " [1, 2.50, \"\\u00e4\"]", "null"));
        for (int i = 0; i < 3; i++) {
            batch.setText(0, i, texts.get(i));
        }
        echo.call(batch, 3);
        assertEquals(texts.get(0), batch.getText(0));
        assertEquals("[1, 2.5, \"ä\"]", batch.getText(1));
        assertTrue(batch.isNull(2));
    }
}
