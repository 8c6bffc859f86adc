package org.pythonwasm.udf.internal;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.pythonwasm.engine.Batch;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.TypedAggregate;
import org.pythonwasm.udf.SqlType;

/**
 * One aggregate function in one session. The database adds rows one by one, to many groups in turn; they wait in a
 * batch until it is full or a result is asked for. The order within a group stays.
 *
 * <p>An error belongs to the group whose row raised it and shows when the database next adds to this group or asks for
 * its result: a row that a failed statement left behind must not fail the next one.
 */
public final class AggregateCall extends FunctionInstance {
    private static final int ROWS = 1024;
    /** Bytes of texts and the like that may wait. */
    private static final long LARGE = 1 << 20;

    private final CheckedFunction checked;
    private final Arguments arguments;
    private final Map<Integer, Rows> byCount = new HashMap<>();
    private final Orphans orphans;

    AggregateCall(Opening opening) {
        super(opening);
        this.checked = opening.checked();
        this.arguments = new Arguments(checked);
        this.orphans = new Orphans(python, checked.definition().options().limits().memoryBytes());
        byCount.put(arguments.declared(), new Rows(arguments.declared()));
    }

    /** A new group, without rows so far. It lives in the guest as long as the answer does in Java. */
    public AggregateState begin(int given) throws SQLException {
        int count = arguments.count(given);
        var rows = byCount.get(count);
        return (rows == null ? rows(count) : rows).newState();
    }

    private Rows rows(int count) throws SQLException {
        var rows = guarded(() -> new Rows(count));
        byCount.put(count, rows);
        return rows;
    }

    /** Groups that may still be there, in blocks; for tests. */
    int blocks() {
        return orphans.size();
    }

    /** The rows and states of calls with one number of arguments. */
    final class Rows {
        private final TypedAggregate aggregate;
        private final SqlType[] types;
        private final Batch batch;
        private final Batch result;
        private final int[] groups = new int[ROWS];
        private final StateNumbers numbers = new StateNumbers(orphans, this::forget);
        private final Map<Integer, SQLException> failed = new HashMap<>();
        private int count;

        Rows(int arity) {
            types = arguments.types(arity);
            aggregate = python.defineAggregate(checked.definition().handler().orElseThrow(), checked.signature(arity));
            batch = aggregate.newRows(ROWS);
            result = aggregate.newResults(1);
        }

        FunctionInstance instance() {
            return AggregateCall.this;
        }

        AggregateState newState() throws SQLException {
            int number = guarded(numbers::next);
            return new AggregateState(this, number, numbers.block());
        }

        private void forget(int first) {
            failed.keySet().removeIf(number -> number >= first && number < first + StateNumbers.BLOCK);
            if (isUsable()) {
                flushNow();
                aggregate.forget(first, StateNumbers.BLOCK);
            }
        }

        void add(int number, Object[] given) throws SQLException {
            check(number);
            Object[] values = arguments.complete(given);
            for (int i = 0; i < types.length; i++) {
                write(batch, 1 + i, count, values[i], types[i], i);
            }
            batch.setLong(0, count, number);
            groups[count++] = number;
            if (count == ROWS || batch.spanBytes() > LARGE) {
                flush();
            }
        }

        Object result(int number) throws SQLException {
            check(number);
            flush();
            check(number);
            guarded(() -> {
                result.clear();
                result.setLong(0, 0, number);
                aggregate.finish(result, 1);
                return null;
            });
            return read(result, 0, checked.definition().result(), "result");
        }

        private void check(int number) throws SQLException {
            if (!isUsable()) {
                throw errors.gone();
            }
            var error = failed.isEmpty() ? null : failed.get(number);
            if (error != null) {
                throw error;
            }
        }

        private void flush() throws SQLException {
            guarded(() -> {
                flushNow();
                return null;
            });
        }

        /** Whatever happens, the rows are through. */
        private void flushNow() {
            int end = count;
            count = 0;
            try {
                for (int first = 0; first < end;) {
                    first = accumulate(first, end);
                }
            } finally {
                batch.clear();
            }
        }

        /** Answers the row that comes next. A call that was told to end ends; of any other error its group is told. */
        private int accumulate(int first, int end) {
            try {
                aggregate.accumulate(batch, first, end);
                counts.called(end - first);
                return end;
            } catch (PythonException e) {
                var error = errors.raised(e);
                counts.called(e.row() + 1 - first);
                if (isCancelled(error)) {
                    throw e;
                }
                failed.put(groups[e.row()], ended(error));
                return e.row() + 1;
            }
        }
    }
}
