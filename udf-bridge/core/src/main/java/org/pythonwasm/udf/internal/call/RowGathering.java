package org.pythonwasm.udf.internal.call;

import java.sql.SQLException;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.RowList;
import org.pythonwasm.engine.typed.TableSignature;
import org.pythonwasm.udf.RowSource;

/** Copies the rows of a query into the guest, one batch at a time. */
final class RowGathering {
    private final FunctionInstance instance;
    private final RowSource source;
    private final RowList list;
    private final Batch batch;
    private int count;

    private RowGathering(FunctionInstance instance, RowSource source) {
        this.instance = instance;
        this.source = source;
        this.list = instance.python.newRowList(source.columns().stream()
                .map(column -> new TableSignature.Column(
                        column.name(), column.type().name().column()))
                .toList());
        this.batch = list.newBatch(BatchCall.ROWS);
    }

    /** Returns all rows of the source, which is closed. */
    static RowList gather(FunctionInstance instance, RowSource source) throws SQLException {
        try (source) {
            var gathering = new RowGathering(instance, source);
            try {
                gathering.readAll();
                return gathering.list;
            } catch (Throwable e) {
                gathering.list.close();
                throw e;
            } finally {
                gathering.batch.close();
            }
        }
    }

    private void readAll() throws SQLException {
        while (source.next()) {
            var columns = source.columns();
            for (int i = 0; i < columns.size(); i++) {
                instance.write(batch, i, count, source.get(i), columns.get(i).type(), i);
            }
            count++;
            if (count == BatchCall.ROWS || batch.spanBytes() > BatchCall.LARGE) {
                append();
            }
        }
        append();
    }

    private void append() {
        list.append(batch, count);
        batch.clear();
        count = 0;
    }
}
