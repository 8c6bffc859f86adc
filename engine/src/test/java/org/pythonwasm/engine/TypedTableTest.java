package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TableSignature;
import org.pythonwasm.engine.typed.TableSignature.Column;
import org.pythonwasm.engine.typed.TypedRows;
import org.pythonwasm.engine.typed.TypedTable;

class TypedTableTest {
    private final PythonInterpreter python = open();

    /** Another guest passes the same tests, see {@link ModuleSqlTest}. */
    PythonInterpreter open() {
        return PythonRuntime.shared().open();
    }

    @AfterEach
    void close() {
        python.close();
    }

    private TypedTable pairs(String body) {
        python.eval("from collections import namedtuple\nran = 0\ndef f(n):\n    global ran\n" + body.indent(4));
        return python.defineTable(
                "f",
                new TableSignature(
                        List.of(new Parameter(ColumnType.INT64, true)),
                        List.of(new Column("number", ColumnType.INT64), new Column("text", ColumnType.TEXT))));
    }

    private TypedTable numbers(String body) {
        python.eval("def f(n):\n" + body.indent(4));
        return python.defineTable(
                "f",
                new TableSignature(
                        List.of(new Parameter(ColumnType.INT64, true)),
                        List.of(new Column("number", ColumnType.INT64))));
    }

    private static TypedRows open(TypedTable table, long argument) {
        var arguments = table.newArguments();
        arguments.setLong(0, 0, argument);
        return table.open(arguments);
    }

    private static List<String> fetch(TypedTable table, TypedRows rows, int count) {
        var batch = table.newRows(count);
        var texts = new ArrayList<String>();
        int fetched = rows.fetch(batch, count);
        for (int row = 0; row < fetched; row++) {
            texts.add(
                    batch.read(0).isNull(row)
                            ? null
                            : batch.getLong(row) + " " + (batch.read(1).isNull(row) ? null : batch.getText(row)));
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(n, str(n))",
                "[n, str(n)]",
                "{'text': str(n), 'number': n}",
                "namedtuple('Row', 'number text')(n, str(n))"
            })
    void a_row_is_a_tuple_a_list_or_a_dict(String row) {
        var table = pairs("yield " + row);
        assertEquals(List.of("7 7"), fetch(table, open(table, 7), 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yield 1; yield 2",
                "return [1, 2]",
                "return ((x,) for x in (1, 2))",
                "return range(1, 3)",
                "return map(lambda x: {'number': x}, [1, 2])"
            })
    void a_table_of_one_column_also_takes_bare_values(String body) {
        var table = numbers(body);
        var batch = table.newRows(5);
        assertEquals(2, open(table, 0).fetch(batch, 5));
        assertEquals(1, batch.getLong(0));
        assertEquals(2, batch.getLong(1));
    }

    @Test
    void a_generator_runs_no_further_than_it_is_asked() {
        var table = pairs("while True:\n    ran += 1\n    yield ran, 'x' * 1000");
        try (var rows = open(table, 0)) {
            assertEquals(0, python.get("ran"));
            assertEquals(3, fetch(table, rows, 3).size());
            assertEquals(3, python.get("ran"));
            assertEquals(100, fetch(table, rows, 100).size());
            assertEquals(103, python.get("ran"));
            assertTrue(rows.isOpen());
        }
    }

    @Test
    void the_end_is_a_short_batch_and_then_nothing() {
        var table = pairs("for i in range(n):\n    yield i, None");
        var rows = open(table, 3);
        assertEquals(List.of("0 null", "1 null"), fetch(table, rows, 2));
        assertEquals(List.of("2 null"), fetch(table, rows, 2));
        assertFalse(rows.isOpen());
        assertEquals(List.of(), fetch(table, rows, 2));
    }

    @Test
    void two_generators_of_one_table_run_side_by_side() {
        var table = pairs("for i in range(n):\n    yield i, str(n)");
        var first = open(table, 2);
        var second = open(table, 3);
        assertEquals(List.of("0 2"), fetch(table, first, 1));
        assertEquals(List.of("0 3", "1 3"), fetch(table, second, 2));
        assertEquals(List.of("1 2"), fetch(table, first, 5));
        assertEquals(List.of("2 3"), fetch(table, second, 5));
    }

    @Test
    void rows_before_an_error_come_first() {
        var table = pairs("yield 1, 'a'\nyield 2, 'b'\nraise KeyError(n)");
        var rows = open(table, 5);
        assertEquals(List.of("1 a", "2 b"), fetch(table, rows, 10));
        assertTrue(rows.isOpen());
        var error = assertThrows(PythonException.class, () -> fetch(table, rows, 10));
        assertEquals("KeyError: 5", error.getMessage());
        assertEquals(7, error.line());
        assertFalse(rows.isOpen());
        assertEquals(List.of(), fetch(table, rows, 10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            yield 1, 2                             | expected str as column 'text', got int
            yield 'x', 'y'                         | expected int as column 'number', got str
            yield True, 'y'                        | expected int as column 'number', got bool
            yield 1 << 64, 'y'                     | column 'number' is out of the range of a 64-bit integer
            yield 1,                               | expected a row of 2 values, got 1
            yield 1, 'a', 2                        | expected a row of 2 values, got 3
            yield {'number': 1}                    | the row has no value for column 'text'
            yield {'number': 1, 'Text': 'a'}       | the row has no value for column 'text'
            yield {'number': 1, 'text': '', 'z': 1} | expected a row of 2 values, got 3
            yield 1                                | expected a tuple or dict as row, got int
            yield None                             | expected a tuple or dict as row, got NoneType
            """)
    void a_row_that_is_none_of_the_table_is_an_error(String body, String message) {
        var table = pairs(body);
        var rows = open(table, 1);
        assertEquals(
                message,
                assertThrows(PythonException.class, () -> fetch(table, rows, 2)).pythonMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "return 5, int",
        "return 'abc', str",
        "return b'abc', bytes",
        "pass, NoneType",
        "return {'number': 1}, dict"
    })
    void an_answer_without_rows_is_an_error(String body, String type) {
        var table = numbers(body);
        assertEquals(
                "expected rows from a table function, got " + type + ": yield them one by one",
                assertThrows(PythonException.class, () -> open(table, 1)).pythonMessage());
    }

    @Test
    void a_null_for_a_strict_parameter_makes_no_rows() {
        var table = numbers("yield 1");
        var arguments = table.newArguments();
        arguments.setNull(0, 0);
        assertEquals(0, table.open(arguments).fetch(table.newRows(1), 1));
    }

    @Test
    void closing_runs_the_finally_block_of_the_generator() {
        var table = pairs("try:\n    yield 1, None\n    yield 2, None\nfinally:\n    ran = -1");
        var rows = open(table, 0);
        fetch(table, rows, 1);
        rows.close();
        assertEquals(-1, python.get("ran"));
        rows.close();
        assertEquals(List.of(), fetch(table, rows, 1));
    }

    @Test
    void a_dead_interpreter_says_so() {
        var table = numbers("import os\nyield 1\nos._exit(3)");
        var rows = open(table, 0);
        var batch = table.newRows(5);
        assertThrows(GuestDiedException.class, () -> rows.fetch(batch, 5));
        assertThrows(IllegalStateException.class, () -> rows.fetch(batch, 5));
        rows.close();
    }

    @Test
    void ten_thousand_tables_leave_the_guest_memory_flat() {
        var table = pairs("yield n, 'x' * 10_000");
        var batch = table.newRows(2);
        var arguments = table.newArguments();
        long before = 0;
        for (int i = 0; i < 10_000; i++) {
            arguments.setLong(0, 0, i);
            try (var rows = table.open(arguments)) {
                assertEquals(1, rows.fetch(batch, 1));
            }
            before = i == 1000 ? python.memoryBytes() : before;
        }
        assertEquals(before, python.memoryBytes());
    }
}
