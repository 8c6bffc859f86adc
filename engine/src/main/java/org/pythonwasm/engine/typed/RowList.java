package org.pythonwasm.engine.typed;

import java.util.List;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.internal.guest.Binding;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.engine.internal.guest.Work;
import org.pythonwasm.engine.typed.TableSignature.Column;

/**
 * Rows for Python: a list of named tuples that grows by batches and is then the argument of a call. A column's name in
 * upper case is lower case in Python; a name that is not valid in Python becomes {@code _1} by its place. Made by
 * {@link PythonInterpreter#newRowList(List)}; same thread rule.
 */
public final class RowList implements Batch.Rows, AutoCloseable {
    private final Session session;
    private final List<ColumnType> types;
    private int number;

    private RowList(Session session, List<ColumnType> types, int number) {
        this.session = session;
        this.types = types;
        this.number = number;
    }

    /** Called by the engine only; applications call {@code PythonInterpreter#newRowList}. */
    @SuppressWarnings("exports") // no application has a session
    public static RowList of(Session session, List<Column> columns) {
        var types = columns.stream().map(Column::type).toList();
        int number = session.bind(new Binding(
                Binding.Kind.ROWS,
                columns.stream().map(Column::name).toList(),
                types.stream().map(type -> new Signature.Parameter(type, false)).toList(),
                List.of()));
        return new RowList(session, types, number);
    }

    /** Creates columns for up to that many rows per {@link #append}. */
    public Batch newBatch(int capacity) {
        return session.guest().newBatch(types, types.size(), capacity);
    }

    /**
     * Appends the first rows of the batch.
     *
     * @throws PythonException if memory ran out, or a value has no Python form
     */
    public void append(Batch batch, int rows) {
        batch.checkRows(rows);
        session.work(Work.APPEND, number, batch, 0, rows);
    }

    /** For {@link Batch#setRows}. */
    @Override
    public long reference() {
        return session.call(guest -> guest.reference(number));
    }

    /** Releases the list; a second call does nothing. */
    @Override
    public void close() {
        int closing = number;
        number = 0;
        if (closing != 0) {
            session.tell(guest -> guest.releaseList(closing));
        }
    }
}
