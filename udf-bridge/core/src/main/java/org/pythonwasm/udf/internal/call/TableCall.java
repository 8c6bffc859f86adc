package org.pythonwasm.udf.internal.call;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.RowList;
import org.pythonwasm.engine.typed.TypedRows;
import org.pythonwasm.engine.typed.TypedTable;
import org.pythonwasm.udf.RowSource;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.define.ArgumentRules;
import org.pythonwasm.udf.internal.define.CheckedFunction;

/** One table function in one session; any number of its calls may be open at a time. */
public final class TableCall extends FunctionInstance {
    private final CheckedFunction checked;
    private final ArgumentRules arguments;
    private final Map<Integer, Bound> byCount = new HashMap<>();
    private final Deque<Batch> spare = new ArrayDeque<>();
    private final AbandonedResources orphans;

    TableCall(Opening opening) {
        super(opening);
        this.checked = opening.checked();
        this.arguments = new ArgumentRules(checked);
        this.orphans = new AbandonedResources(
                python, checked.definition().options().limits().memoryBytes());
        byCount.put(arguments.declared(), bind(arguments.declared()));
    }

    private record Bound(TypedTable table, SqlType[] types, Batch arguments) {}

    private Bound bind(int count) {
        var table = python.defineTable(checked.definition().handler().orElseThrow(), checked.tableSignature(count));
        var batch = table.newArguments();
        batch.rest();
        return new Bound(table, arguments.types(count), batch);
    }

    /**
     * Calls the handler; a generator does not run before the first row is requested.
     *
     * @param values arguments as the function's codecs have them, for a TABLE a {@link RowSource}; those with a DEFAULT may be missing
     */
    public RowCursor open(Object... values) throws SQLException {
        try {
            gather(values);
            if (orphans.isMemoryShort()) {
                orphans.collect();
            }
            orphans.release();
            var bound = byCount.computeIfAbsent(arguments.count(values.length), this::bind);
            return cursor(bound.table, open(bound, values));
        } catch (PythonException e) {
            throw ended(errors.raised(e));
        } catch (GuestDiedException e) {
            throw ended(errors.died(e));
        } catch (IllegalStateException e) {
            throw ended(unable(e));
        } finally {
            letGo(values);
        }
    }

    private TypedRows open(Bound bound, Object[] values) throws SQLException {
        bound.arguments.clear();
        try {
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof RowList list) {
                    bound.arguments.setRows(i, 0, list);
                } else {
                    write(bound.arguments, i, 0, values[i], bound.types[i], i);
                }
            }
            for (int i = values.length; i < bound.types.length; i++) {
                writeDefault(bound.arguments, i, 0, arguments, i);
            }
            counts.called(1);
            return bound.table.open(bound.arguments);
        } finally {
            bound.arguments.rest();
        }
    }

    /** Gathers before any argument is written: the query may call this function, too. */
    private void gather(Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof RowSource source) {
                values[i] = RowGathering.gather(this, source);
            }
        }
    }

    private void letGo(Object[] values) throws SQLException {
        for (Object value : values) {
            if (value instanceof RowList list) {
                guarded(() -> {
                    list.close();
                    return null;
                });
            } else if (value instanceof RowSource source) {
                source.close();
            }
        }
    }

    private RowCursor cursor(TypedTable table, TypedRows rows) {
        var batch = spare.isEmpty() ? table.newRows(BatchCall.ROWS) : spare.pop();
        var lease = new Lease(rows, batch);
        var cursor = new RowCursor(this, lease, checked.definition().columns());
        orphans.watch(cursor, lease::end);
        return cursor;
    }

    /** A cursor's resources in the guest; released once, when the rows are at their end or the cursor is gone. */
    final class Lease {
        final TypedRows rows;
        final Batch batch;
        private boolean over;

        private Lease(TypedRows rows, Batch batch) {
            this.rows = rows;
            this.batch = batch;
        }

        void end() {
            if (!over) {
                over = true;
                rows.close();
                batch.rest();
                spare.push(batch);
            }
        }
    }
}
