package org.pythonwasm.udf.internal.call;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.TypedAggregate;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.codec.Codec;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.internal.define.CheckedFunction;

/**
 * One aggregate function in one session. The database adds rows one by one, to many groups in turn; they wait in a
 * batch until it is full or a result is requested. The order within a group is kept.
 *
 * <p>An error belongs to the group whose row raised it, and is thrown when the database next adds to this group or
 * requests its result: a row that a failed statement left behind must not fail the next one.
 */
public final class AggregateCall extends FunctionInstance {
    private static final SqlType BYTES = SqlType.of(SqlTypeName.VARBINARY);

    private final CheckedFunction checked;
    private final ArgumentRules arguments;
    private final Map<Integer, Rows> byCount = new HashMap<>();
    private final AbandonedResources orphans;

    AggregateCall(Opening opening) {
        super(opening);
        this.checked = opening.checked();
        this.arguments = new ArgumentRules(checked);
        this.orphans = new AbandonedResources(
                python, checked.definition().options().limits().memoryBytes());
        byCount.put(arguments.declared(), new Rows(arguments.declared()));
    }

    /** Begins a group without rows. It lives in the guest as long as the returned object does in Java. */
    public AggregateState begin(int given) throws SQLException {
        int count = arguments.count(given);
        var rows = byCount.get(count);
        return (rows == null ? rows(count) : rows).newState();
    }

    /** Returns the state that another interpreter of the function saved. */
    public AggregateState load(int given, byte[] saved) throws SQLException {
        var state = begin(given);
        byCount.get(arguments.count(given)).load(state, saved);
        return state;
    }

    private Rows rows(int count) throws SQLException {
        var rows = guarded(() -> new Rows(count));
        byCount.put(count, rows);
        return rows;
    }

    /** The rows and states of calls with one number of arguments. */
    final class Rows {
        private final TypedAggregate aggregate;
        private final SqlType[] types;
        private final Batch batch;
        private final Batch result;
        /** Those of states that travel; null before the first. */
        private Batch saved;

        private Batch loaded;
        private Batch pair;
        /** The groups of the waiting rows. */
        private final AggregateState[] groups = new AggregateState[BatchCall.ROWS];

        private final StateNumbers numbers = new StateNumbers(orphans, this::forget);
        private int count;

        Rows(int arity) {
            types = arguments.types(arity);
            aggregate = python.defineAggregate(checked.definition().handler().orElseThrow(), checked.signature(arity));
            batch = aggregate.newRows(BatchCall.ROWS);
            result = aggregate.newResults(1);
            batch.rest();
            result.rest();
        }

        FunctionInstance instance() {
            return AggregateCall.this;
        }

        AggregateState newState() throws SQLException {
            int number = guarded(numbers::next);
            return new AggregateState(this, number, numbers.block());
        }

        private void forget(int first) {
            if (isUsable()) {
                flushNow();
                aggregate.forget(first, StateNumbers.BLOCK);
            }
        }

        void add(AggregateState group, Object[] given) throws SQLException {
            check(group);
            if (count == 0) {
                beginRows();
            }
            for (int i = 0; i < given.length; i++) {
                write(batch, 1 + i, count, given[i], types[i], i);
            }
            for (int i = given.length; i < types.length; i++) {
                writeDefault(batch, 1 + i, count, arguments, i);
            }
            batch.setLong(0, count, group.number());
            groups[count++] = group;
            if (count == BatchCall.ROWS || batch.spanBytes() > BatchCall.LARGE) {
                flush();
            }
        }

        /** The rows that wait are in the guest: it does not sleep until they are flushed. */
        private void beginRows() throws SQLException {
            guarded(() -> {
                batch.clear();
                return null;
            });
        }

        Object result(AggregateState group) throws SQLException {
            flushFor(group);
            try {
                guarded(() -> {
                    result.clear();
                    result.setLong(0, 0, group.number());
                    aggregate.finish(result, 1);
                    return null;
                });
                return read(result, 0, checked.definition().result(), "result");
            } finally {
                result.rest();
            }
        }

        byte[] save(AggregateState group) throws SQLException {
            flushFor(group);
            try {
                guarded(() -> {
                    saved = saved == null ? aggregate.newSaved(1) : saved;
                    saved.clear();
                    saved.setLong(0, 0, group.number());
                    aggregate.save(saved, 1);
                    return null;
                });
                return (byte[]) Codec.BYTES.read(saved, 0, BYTES);
            } finally {
                rest(saved);
            }
        }

        void load(AggregateState group, byte[] bytes) throws SQLException {
            try {
                guarded(() -> {
                    loaded = loaded == null ? aggregate.newLoaded(1) : loaded;
                    loaded.clear();
                    loaded.setLong(0, 0, group.number());
                    loaded.setBytes(1, 0, bytes);
                    aggregate.load(loaded, 1);
                    return null;
                });
            } finally {
                rest(loaded);
            }
        }

        void merge(AggregateState into, AggregateState from) throws SQLException {
            flushFor(into);
            check(from);
            try {
                guarded(() -> {
                    pair = pair == null ? aggregate.newPairs(1) : pair;
                    pair.clear();
                    pair.setLong(0, 0, into.number());
                    pair.setLong(1, 0, from.number());
                    aggregate.merge(pair, 1);
                    return null;
                });
            } finally {
                rest(pair);
            }
        }

        /** Null if it could not be made. */
        private static void rest(Batch used) {
            if (used != null) {
                used.rest();
            }
        }

        private void flushFor(AggregateState group) throws SQLException {
            check(group);
            flush();
            check(group);
        }

        private void check(AggregateState group) throws SQLException {
            if (!isUsable()) {
                throw gone();
            }
            group.requireNoFailure();
        }

        private void flush() throws SQLException {
            guarded(() -> {
                flushNow();
                return null;
            });
        }

        /** Empties the batch even if a row fails. */
        private void flushNow() {
            int end = count;
            count = 0;
            try {
                for (int first = 0; first < end; ) {
                    first = accumulate(first, end);
                }
            } finally {
                Arrays.fill(groups, 0, end, null);
                batch.rest();
            }
        }

        /**
         * Returns the next row to accumulate. A call that had to end ends; any other error is assigned to its group.
         */
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
                groups[e.row()].fail(ended(error));
                return e.row() + 1;
            }
        }
    }
}
