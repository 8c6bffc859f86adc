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

class VectorizedFunctionTest {
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
        python.eval("calls = []\ndef f(x, s):\n    calls.append(len(x))\n    return " + body);
        return python.defineVectorized(
                "f",
                new Signature(
                        List.of(new Parameter(ColumnType.INT64, strict), new Parameter(ColumnType.TEXT, false)),
                        ColumnType.TEXT));
    }

    private static Batch batch(TypedFunction f, Long... values) {
        var batch = f.newBatch(values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                batch.setNull(0, i);
            } else {
                batch.setLong(0, i, values[i]);
            }
            batch.setText(1, i, "n");
        }
        return batch;
    }

    @Test
    void one_call_gets_all_rows_as_lists() {
        var f = define("[a + str(b) for a, b in zip(s, x)]", false);
        var batch = batch(f, 1L, null, 3L);
        f.call(batch, 3);
        assertEquals("n1", batch.getText(0));
        assertEquals("nNone", batch.getText(1));
        assertEquals("n3", batch.getText(2));
        assertEquals(List.of(3), python.get("calls"));
    }

    @Test
    void null_calls_are_left_out_of_the_lists() {
        var f = define("tuple(str(sum(x)) for _ in x)", true);
        var batch = batch(f, null, 1L, null, 3L);
        f.call(batch, 4);
        assertTrue(batch.isNull(0));
        assertEquals("4", batch.getText(1));
        assertTrue(batch.isNull(2));
        assertEquals("4", batch.getText(3));
        f.call(batch(f, null, null), 2);
        assertEquals(List.of(2), python.get("calls"), "a batch of null calls only is no call");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s[:-1]              | -1 | a vectorized function got 3 rows and returned 2 results
            5                   | -1 | expected a list of results from a vectorized function, got int
            (y for y in s)      | -1 | expected a list of results from a vectorized function, got generator
            1 // 0              | -1 | integer division or modulo by zero
            [s[0], 1, s[0]]     | 1  | expected str as result, got int
            """)
    void what_goes_wrong_is_named(String body, int row, String message) {
        var f = define(body, false);
        var error = assertThrows(PythonException.class, () -> f.call(batch(f, 1L, 2L, 3L), 3));
        assertEquals(message, error.pythonMessage());
        assertEquals(row, error.row());
    }

    @Test
    void a_wrong_result_behind_a_null_call_is_named_by_its_row() {
        var f = define("['a', 5]", true);
        var error = assertThrows(PythonException.class, () -> f.call(batch(f, null, 1L, null, 3L), 4));
        assertEquals(3, error.row());
    }
}
