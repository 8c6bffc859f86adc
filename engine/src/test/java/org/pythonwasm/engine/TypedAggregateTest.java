package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TypedAggregate;

class TypedAggregateTest {
    private static final String CLASS = """
            class Total:
                alive = 0
                def __init__(self):
                    self.value = 0
                    Total.alive += 1
                def __del__(self):
                    Total.alive -= 1
                def accumulate(self, x):
                    if x == 13:
                        raise ValueError('thirteen')
                    self.value += x
                def merge(self, other):
                    self.value += other.value
                def finish(self):
                    return self.value
            """;
    private static final String FUNCTIONS = """
            def create_state():
                return 0
            def accumulate(state, x):
                return state + x
            def merge(state, other):
                return state + other
            def finish(state):
                return state
            """;

    private final PythonInterpreter python = open();

    /** Another guest passes the same tests, see {@link ModuleSqlTest}. */
    PythonInterpreter open() {
        return PythonRuntime.shared().open();
    }

    @AfterEach
    void close() {
        python.close();
    }

    private TypedAggregate define(String source, String handler, boolean strict) {
        python.eval(source);
        return python.defineAggregate(
                handler, new Signature(List.of(new Parameter(ColumnType.INT64, strict)), ColumnType.INT64));
    }

    /** Pairs of a state's number and a value. */
    private static Batch rows(TypedAggregate aggregate, long... pairs) {
        var rows = aggregate.newRows(Math.max(1, pairs.length / 2));
        for (int i = 0; i < pairs.length / 2; i++) {
            rows.setLong(0, i, pairs[2 * i]);
            rows.setLong(1, i, pairs[2 * i + 1]);
        }
        return rows;
    }

    private static byte[] save(TypedAggregate aggregate, int state) {
        var saved = aggregate.newSaved(1);
        saved.setLong(0, 0, state);
        aggregate.save(saved, 1);
        return saved.getBytes(0);
    }

    private static void load(TypedAggregate aggregate, int state, byte[] bytes) {
        var loaded = aggregate.newLoaded(1);
        loaded.setLong(0, 0, state);
        loaded.setBytes(1, 0, bytes);
        aggregate.load(loaded, 1);
    }

    @Test
    void a_state_of_a_class_is_saved_in_one_interpreter_and_loaded_in_another() {
        saveAndLoad(CLASS, "Total");
    }

    @Test
    void a_state_of_functions_is_saved_in_one_interpreter_and_loaded_in_another() {
        saveAndLoad(FUNCTIONS, "create_state");
    }

    private void saveAndLoad(String source, String handler) {
        var here = define(source, handler, false);
        here.accumulate(rows(here, 0, 20, 0, 1), 0, 2);
        byte[] saved = save(here, 0);
        assertEquals(21, finish(here, 0));
        // From now on, for a guest that takes long to start is the same one for all tests, and is closed here.
        try (var other = open()) {
            other.eval(source);
            var there = other.defineAggregate(handler, here.signature());
            load(there, 3, saved);
            there.accumulate(rows(there, 3, 21), 0, 1);
            assertEquals(42, finish(there, 3));
        }
    }

    @Test
    void a_state_that_cannot_be_saved_is_an_error_and_stays() {
        var total = define(CLASS, "Total", false);
        python.eval("Total.__init__ = lambda self: vars(self).update(value=0, rows=(i for i in ()))");
        total.accumulate(rows(total, 0, 7), 0, 1);
        assertEquals(
                "TypeError",
                assertThrows(PythonException.class, () -> save(total, 0)).typeName());
        assertEquals(7, finish(total, 0));
    }

    @Test
    void bytes_that_are_no_state_are_an_error() {
        var total = define(CLASS, "Total", false);
        assertEquals(
                "UnpicklingError",
                assertThrows(PythonException.class, () -> load(total, 0, new byte[] {1, 2, 3}))
                        .typeName()
                        .replaceAll(".*\\.", ""));
        assertThrows(PythonException.class, () -> load(total, -1, save(total, 0)));
        assertEquals(0, finish(total, 0));
    }

    private static long finish(TypedAggregate aggregate, int state) {
        var results = aggregate.newResults(1);
        results.setLong(0, 0, state);
        aggregate.finish(results, 1);
        assertFalse(results.isNull(0));
        return results.getLong(0);
    }

    @Test
    void one_call_accumulates_rows_of_many_groups() {
        var total = define(CLASS, "Total", false);
        total.accumulate(rows(total, 0, 1, 7, 10, 0, 2, 7, 20, 3, 5), 0, 5);
        assertEquals(3, finish(total, 0));
        assertEquals(30, finish(total, 7));
        assertEquals(5, finish(total, 3));
        total.accumulate(rows(total, 0, 100), 0, 1);
        assertEquals(103, finish(total, 0), "a finished state goes on");
        assertEquals(0, finish(total, 1), "a group without rows has a new state");
    }

    @Test
    void functions_replace_the_state() {
        var total = define(FUNCTIONS, "create_state", false);
        total.accumulate(rows(total, 0, 1, 1, 10, 0, 2), 0, 3);
        assertEquals(3, finish(total, 0));
        assertEquals(10, finish(total, 1));
    }

    @Test
    void functions_that_return_nothing_change_the_state_in_place() {
        var count = define("""
                create_state = list
                def accumulate(state, x): state.append(x)
                def finish(state): return len(state)
                """.replace("create_state = list", "def create_state(): return []"), "create_state", false);
        count.accumulate(rows(count, 0, 1, 0, 10), 0, 2);
        assertEquals(2, finish(count, 0));
    }

    @Test
    void states_merge() {
        for (var total : List.of(define(CLASS, "Total", false), define(FUNCTIONS, "create_state", false))) {
            total.accumulate(rows(total, 0, 1, 1, 10), 0, 2);
            var pairs = total.newPairs(2);
            pairs.setLong(0, 0, 0);
            pairs.setLong(1, 0, 1);
            pairs.setLong(0, 1, 2);
            pairs.setLong(1, 1, 0);
            total.merge(pairs, 2);
            assertEquals(11, finish(total, 0));
            assertEquals(10, finish(total, 1));
            assertEquals(11, finish(total, 2));
        }
    }

    @Test
    void a_merge_that_is_missing_is_an_error() {
        var total = define(CLASS.replace("merge", "join"), "Total", false);
        var pairs = total.newPairs(1);
        pairs.setLong(0, 0, 0);
        pairs.setLong(1, 0, 1);
        assertEquals(
                "the aggregate function has no merge",
                assertThrows(PythonException.class, () -> total.merge(pairs, 1)).pythonMessage());
    }

    @Test
    void a_failing_row_is_named_its_state_ends_and_the_others_go_on() {
        var total = define(CLASS, "Total", false);
        var rows = rows(total, 0, 1, 1, 13, 0, 2, 1, 4, 2, 3);
        var error = assertThrows(PythonException.class, () -> total.accumulate(rows, 0, 5));
        assertEquals("ValueError: thirteen", error.getMessage());
        assertEquals(1, error.row());
        assertEquals(10, error.line());
        total.accumulate(rows, 2, 5);
        assertEquals(3, finish(total, 0));
        assertEquals(3, finish(total, 2));
    }

    @Test
    void a_null_is_none_or_passes_the_row_by() {
        String source = CLASS.replace("if x == 13", "if x is None");
        var called = define(source, "Total", false);
        var rows = called.newRows(1);
        rows.setLong(0, 0, 0);
        rows.setNull(1, 0);
        assertThrows(PythonException.class, () -> called.accumulate(rows, 0, 1));
        var strict = define(source, "Total", true);
        strict.accumulate(rows, 0, 1);
        assertEquals(0, finish(strict, 0));
    }

    @Test
    void a_none_is_null_and_a_wrong_result_is_an_error() {
        var none = define(CLASS.replace("return self.value", "return None"), "Total", false);
        var results = none.newResults(1);
        results.setLong(0, 0, 0);
        none.finish(results, 1);
        assertTrue(results.isNull(0));
        var text = define(CLASS.replace("return self.value", "return str(self.value)"), "Total", false);
        assertEquals(
                "expected int as result, got str",
                assertThrows(PythonException.class, () -> finish(text, 0)).pythonMessage());
    }

    @Test
    void forgotten_states_are_freed_and_begin_anew() {
        var total = define(CLASS, "Total", false);
        long[] pairs = new long[2000];
        for (int i = 0; i < 1000; i++) {
            pairs[2 * i] = i;
            pairs[2 * i + 1] = 1;
        }
        total.accumulate(rows(total, pairs), 0, 1000);
        assertEquals(1000, python.eval("Total.alive"));
        total.forget(0, 600);
        assertEquals(400, python.eval("Total.alive"));
        assertEquals(0, finish(total, 5));
        total.forget(0, 1_000_000);
        assertEquals(0, python.eval("Total.alive"));
    }

    @Test
    void a_million_rows_of_a_hundred_thousand_groups_are_summed_exactly() {
        var total = define(CLASS.replace("x == 13", "False"), "Total", false);
        var rows = total.newRows(1000);
        for (int i = 0; i < 1_000_000; i += 1000) {
            for (int row = 0; row < 1000; row++) {
                rows.setLong(0, row, (i + row) % 100_000);
                rows.setLong(1, row, i + row);
            }
            total.accumulate(rows, 0, 1000);
        }
        for (int group : new int[] {0, 1, 50_000, 99_999}) {
            assertEquals(10L * group + 4_500_000, finish(total, group));
        }
    }

    @Test
    void a_missing_part_is_refused() {
        assertEquals(
                "type object 'Total' has no attribute 'accumulate'",
                assertThrows(PythonException.class, () -> define(CLASS.replace("accumulate", "add"), "Total", false))
                        .pythonMessage());
        assertEquals(
                "name 'finish' is not defined",
                assertThrows(
                                PythonException.class,
                                () -> define(FUNCTIONS.replace("finish", "end"), "create_state", false))
                        .pythonMessage());
    }

    @Test
    void a_number_below_zero_and_one_beyond_memory_are_errors() {
        var total = define(CLASS, "Total", false);
        for (long number : new long[] {-1, 1L << 40}) {
            assertEquals(
                    "MemoryError",
                    assertThrows(PythonException.class, () -> total.accumulate(rows(total, number, 1), 0, 1))
                            .typeName());
        }
        assertEquals(0, finish(total, 0));
    }

    @Test
    void a_dead_interpreter_says_so() {
        var total = define(CLASS.replace("raise ValueError('thirteen')", "import os; os._exit(7)"), "Total", false);
        var error = assertThrows(GuestDiedException.class, () -> total.accumulate(rows(total, 0, 13), 0, 1));
        assertEquals(GuestDiedException.Reason.EXIT, error.reason());
        assertEquals(OptionalInt.of(7), error.exitStatus());
        assertThrows(IllegalStateException.class, () -> finish(total, 0));
    }
}
