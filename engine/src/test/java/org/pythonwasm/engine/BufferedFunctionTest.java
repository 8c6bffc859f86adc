package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TypedFunction;

/** Vectorized functions whose columns are memoryviews. */
class BufferedFunctionTest {
    private final PythonInterpreter python = open();

    /** Another guest passes the same tests, see {@link ModuleSqlTest}. */
    PythonInterpreter open() {
        return PythonRuntime.shared().open();
    }

    @AfterEach
    void close() {
        python.close();
    }

    private TypedFunction define(String body, boolean strict) {
        python.exec("from array import array\nkept = []\ndef f(x, y, out):\n    " + body.replace("\n", "\n    "));
        return python.defineWithBuffers(
                "f",
                new Signature(
                        List.of(new Parameter(ColumnType.INT64, strict), new Parameter(ColumnType.FLOAT64, false)),
                        ColumnType.FLOAT64));
    }

    private static Batch batch(TypedFunction f, Long... values) {
        var batch = f.newBatch(values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                batch.setNull(0, i);
            } else {
                batch.setLong(0, i, values[i]);
            }
            batch.setDouble(1, i, i / 2.0);
        }
        return batch;
    }

    @Test
    void one_call_gets_all_rows_as_views_and_writes_the_results() {
        var f = define("""
                kept.append([x.values.format, y.values.format, out.values.format, x.valid.format, len(x.values), len(out.valid)])
                for i, (a, b) in enumerate(zip(x.values, y.values)):
                    out.values[i] = a + b
                """, false);
        var batch = batch(f, 1L << 62, -2L, 3L);
        f.call(batch, 3);
        assertEquals(0x1p62, batch.getDouble(0));
        assertEquals(-1.5, batch.getDouble(1));
        assertEquals(4.0, batch.getDouble(2));
        assertEquals(List.of(List.of("q", "d", "d", "?", 3, 3)), python.get("kept"));
    }

    @Test
    void a_whole_column_is_written_at_once() {
        var f = define("out.values[:] = array('d', map(float.__mul__, y.values, y.values))", false);
        var batch = batch(f, 1L, 2L, 3L);
        f.call(batch, 3);
        assertEquals(1.0, batch.getDouble(2));
    }

    @Test
    void a_null_is_zero_and_not_valid_and_so_is_one_of_the_result() {
        var f = define("""
                kept.append([list(x.values), list(x.valid)])
                out.valid[0] = False
                out.values[1] = 7
                """, false);
        var first = batch(f, 5L, 6L);
        f.call(first, 2);
        assertTrue(first.isNull(0));
        assertEquals(7.0, first.getDouble(1));
        f.call(batch(f, null, 6L), 2);
        assertEquals(
                List.of(List.of(List.of(5, 6), List.of(true, true)), List.of(List.of(0, 6), List.of(false, true))),
                python.get("kept"));
    }

    @Test
    void null_calls_are_left_out_and_the_others_keep_their_rows() {
        var f = define("""
                kept.append(list(x.values))
                for i in range(len(x.values)): out.values[i] = x.values[i] * 2
                """, true);
        var batch = batch(f, null, 1L, null, 3L);
        f.call(batch, 4);
        assertTrue(batch.isNull(0));
        assertEquals(2.0, batch.getDouble(1));
        assertTrue(batch.isNull(2));
        assertEquals(6.0, batch.getDouble(3));
        f.call(batch(f, null, null), 2);
        assertEquals(List.of(List.of(1, 3)), python.get("kept"), "a batch of null calls only is no call");
    }

    @Test
    void arguments_are_read_only() {
        for (String change : List.of("x.values[0] = 1", "x.valid[0] = False", "y.values[:] = y.values")) {
            var f = define(change, false);
            var error = assertThrows(PythonException.class, () -> f.call(batch(f, 1L), 1), change);
            assertEquals("TypeError: cannot modify read-only memory", error.typeName() + ": " + error.pythonMessage());
            assertEquals(-1, error.row());
        }
    }

    @Test
    void what_was_handed_to_a_call_raises_after_it() {
        var f = define("kept.extend([x.values, x.valid, y.values, out.values, out.valid])", false);
        f.call(batch(f, 1L, 2L), 2);
        f.call(batch(f, 3L, 4L), 2);
        assertEquals(10, python.eval("""
                refused = 0
                for view in kept:
                    for use in lambda: view[0], lambda: view.tolist(), lambda: bytes(view), lambda: memoryview(view):
                        try: use()
                        except ValueError as error: assert 'released' in str(error)
                        else: raise AssertionError('a view lives on')
                    refused += 1
                refused
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kept.append([0] * 4)                       | a function with buffers writes its results into its last argument and returns None, got int | return 1
            pass                                       | integer division or modulo by zero | return 1 // 0
            out.values[0] = 'a'                        | memoryview: invalid type for format 'd' | return None
            out.values[:] = array('d', [1.0])          | memoryview assignment: lvalue and rvalue have different structures | return None
            out.values[:] = x.values[::-1]             | memoryview assignment: lvalue and rvalue have different structures | return None
            out.values.obj.append(1)                   | Existing exports of data: object cannot be re-sized | return None
            out.values.cast('B')[:1] = b'ab'           | memoryview assignment: lvalue and rvalue have different structures | return None
            out.values[9] = 1                          | index out of bounds on dimension 1 | return None
            """)
    void what_goes_wrong_is_named(String first, String message, String last) {
        var f = define(first + "\n" + last, false);
        var error = assertThrows(PythonException.class, () -> f.call(batch(f, 1L, 2L), 2));
        assertEquals(message, error.pythonMessage());
        assertEquals(-1, error.row());
    }

    @Test
    void a_type_without_buffers_is_refused() {
        python.exec("def f(x, out): pass");
        var signature = new Signature(List.of(new Parameter(ColumnType.TEXT, false)), ColumnType.INT64);
        assertEquals(
                "buffers are of INT64 or FLOAT64, got TEXT",
                assertThrows(IllegalArgumentException.class, () -> python.defineWithBuffers("f", signature))
                        .getMessage());
    }
}
