package org.pythonwasm.udf.internal.call;

import java.sql.SQLException;
import java.util.List;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.TypedRows;
import org.pythonwasm.udf.Parameter;

/**
 * The rows of one call of a table function. They are fetched in growing batches, 1, 2, 4 … 1,024, so that with a LIMIT
 * the generator runs little further than necessary. Same thread rule as its {@link TableCall}.
 */
public final class RowCursor implements AutoCloseable {
    private final TableCall call;
    private final TableCall.Lease lease;
    private final TypedRows rows;
    private final Batch batch;
    private final List<Parameter> columns;
    private int asked;
    private int fetched;
    private int row = -1;

    RowCursor(TableCall call, TableCall.Lease lease, List<Parameter> columns) {
        this.call = call;
        this.lease = lease;
        this.rows = lease.rows;
        this.batch = lease.batch;
        this.columns = columns;
    }

    /** Goes to the next row, if there is one. */
    public boolean next() throws SQLException {
        if (++row < fetched) {
            return true;
        }
        if (!rows.isOpen()) {
            close();
            return false;
        }
        if (!call.isUsable()) {
            throw call.gone();
        }
        row = 0;
        fetched = fetch();
        if (fetched == 0) {
            close();
        }
        return fetched > 0;
    }

    private int fetch() throws SQLException {
        asked = Math.min(BatchCall.ROWS, Math.max(1, 2 * asked));
        return call.guarded(() -> {
            batch.clear();
            return rows.fetch(batch, asked);
        });
    }

    /** The value of a column of this row, from 0: null, or a value as the function's codecs have it. */
    public Object get(int column) throws SQLException {
        var declared = columns.get(column);
        return call.read(batch.read(column), row, declared.type(), "column " + declared.name());
    }

    /** Returns the function in its session. */
    public FunctionInstance instance() {
        return call;
    }

    /** Ends the generator; a second call does nothing. */
    @Override
    public void close() throws SQLException {
        fetched = 0;
        call.guarded(() -> {
            lease.end();
            return null;
        });
    }
}
