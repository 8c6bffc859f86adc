package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.RowList;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TableSignature.Column;
import org.pythonwasm.engine.typed.TypedFunction;

class RowListTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("ID", ColumnType.INT64),
            new Column("Two words", ColumnType.TEXT),
            new Column("mixedCase", ColumnType.TEXT));

    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    private TypedFunction define(String body) {
        python.eval("def f(rows):\n    return " + body);
        return python.define("f", new Signature(List.of(new Parameter(ColumnType.ROWS, false)), ColumnType.TEXT));
    }

    private RowList list(int count) {
        var list = python.newRowList(COLUMNS);
        var batch = list.newBatch(100);
        for (int i = 0; i < count; i += 100) {
            batch.clear();
            int rows = Math.min(100, count - i);
            for (int row = 0; row < rows; row++) {
                batch.setLong(0, row, i + row);
                batch.setText(1, row, "t" + (i + row));
                batch.setNull(2, row);
            }
            list.append(batch, rows);
        }
        return list;
    }

    private static String call(TypedFunction f, RowList list) {
        var batch = f.newBatch(1);
        batch.setRows(0, 0, list);
        f.call(batch, 1);
        return batch.getText(0);
    }

    @Test
    void rows_are_named_tuples() {
        var f = define("f'{type(rows).__name__} {rows[1].id} {rows[1][1]} {rows[1].mixedCase} {rows[0]._fields}'");
        try (var list = list(2)) {
            assertEquals("list 1 t1 None ('id', '_1', 'mixedCase')", call(f, list));
        }
    }

    @Test
    void a_list_grows_by_batches() {
        var f = define("f'{len(rows)} {sum(row.id for row in rows)}'");
        try (var list = list(100_050)) {
            assertEquals("100050 5004951225", call(f, list));
        }
        try (var empty = list(0)) {
            assertEquals("0 0", call(f, empty));
        }
    }

    @Test
    void python_may_keep_a_closed_list() {
        var keep = define("str(globals().update(kept=rows))");
        var list = list(5);
        call(keep, list);
        list.close();
        list.close();
        assertEquals(4, python.eval("kept[4].id"));
    }

    @Test
    void rows_beyond_the_memory_limit_are_an_error_and_are_freed() {
        try (var small = PythonRuntime.shared().open(Limits.defaults().withMemoryBytes(32 << 20))) {
            var list = small.newRowList(List.of(new Column("x", ColumnType.TEXT)));
            var batch = list.newBatch(1);
            batch.setText(0, 0, "x".repeat(1 << 20));
            assertEquals(
                    "MemoryError",
                    assertThrows(PythonException.class, () -> {
                                for (int i = 0; i < 100; i++) {
                                    list.append(batch, 1);
                                }
                            })
                            .typeName());
            list.close();
            assertEquals(10_000_000, small.eval("len(bytes(10_000_000))"));
        }
    }
}
