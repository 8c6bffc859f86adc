package org.pythonwasm.engine.typed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.engine.typed.TableSignature.Column;
import org.pythonwasm.machine.memory.GuestInstance;

/**
 * Rows for Python: a list of named tuples that grows by batches and is then the argument of a call. A column's name in
 * upper case is lower case in Python; a name that is not valid in Python becomes {@code _1} by its place. Made by
 * {@link PythonInterpreter#newRowList(List)}; same thread rule.
 */
public final class RowList implements AutoCloseable {
    private final Session session;
    private final GuestInstance guest;
    private final List<ColumnType> types;
    private int address;

    private RowList(Session session, List<ColumnType> types, int address) {
        this.session = session;
        this.guest = session.guest();
        this.types = types;
        this.address = address;
    }

    /** Called by the engine only; applications call {@code PythonInterpreter#newRowList}. */
    public static RowList of(Session session, List<Column> columns) {
        var types = columns.stream().map(Column::type).toList();
        String names = columns.stream().map(Column::name).collect(Collectors.joining("\0", "", "\0"));
        int address = session.define(names.getBytes(StandardCharsets.UTF_8), Signature.codes(List.of(), types),
                (code, text, codes, guest) -> code.pw_new_rows(text, types.size(), codes, guest));
        return new RowList(session, types, address);
    }

    /** Creates columns for up to that many rows per {@link #append}. */
    public Batch newBatch(int capacity) {
        return new Batch(session, types, types.size(), capacity);
    }

    /**
     * Appends the first rows of the batch.
     *
     * @throws PythonException if memory ran out, or a value has no Python form
     */
    public void append(Batch batch, int rows) {
        batch.checkRows(rows);
        int done = session.call((code, own) -> code.pw_append_rows(address, batch.address(), rows, own));
        if (session.rowsDone(done, rows) < rows) {
            throw session.raised(done);
        }
    }

    int list() {
        return session.call((code, own) -> code.pw_list_of_rows(address, own));
    }

    /** Releases the list; a second call does nothing. */
    @Override
    public void close() {
        int closing = address;
        address = 0;
        if (closing != 0 && session.isUsable() && session.guest() == guest) {
            session.call((code, own) -> {
                code.pw_free_rows(closing, own);
                return 0;
            });
        }
    }
}
