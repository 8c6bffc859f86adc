package org.pythonwasm.engine.typed;

import java.util.stream.Stream;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.internal.guest.Binding;
import org.pythonwasm.engine.internal.guest.Session;

/**
 * A Python callable that yields rows, bound to column types. A row is a tuple or a dict by column name. With several
 * columns it may also be a list, with one column also the bare value.
 *
 * <p>Made by {@link PythonInterpreter#defineTable(String, TableSignature)}; belongs to that interpreter, has the same
 * thread rule, and is gone after its reset.
 */
public final class TypedTable {
    private final Session session;
    private final TableSignature signature;
    private final int number;

    private TypedTable(Session session, TableSignature signature, int number) {
        this.session = session;
        this.signature = signature;
        this.number = number;
    }

    /** Called by the engine only; applications call {@code PythonInterpreter#defineTable}. */
    @SuppressWarnings("exports") // no application has a session
    public static TypedTable define(Session session, String handler, TableSignature signature) {
        var columns = signature.columns();
        var names = Stream.concat(Stream.of(handler), columns.stream().map(TableSignature.Column::name))
                .toList();
        int number = session.bind(new Binding(
                Binding.Kind.TABLE,
                names,
                signature.parameters(),
                columns.stream().map(TableSignature.Column::type).toList()));
        return new TypedTable(session, signature, number);
    }

    public TableSignature signature() {
        return signature;
    }

    /** Creates a batch for the arguments of one call. */
    public Batch newArguments() {
        var types = Signature.types(signature.parameters());
        return session.guest().newBatch(types, types.size(), 1);
    }

    /** Creates columns for up to that many rows per fetch. */
    public Batch newRows(int capacity) {
        return session.guest()
                .newBatch(
                        signature.columns().stream()
                                .map(TableSignature.Column::type)
                                .toList(),
                        0,
                        capacity);
    }

    /**
     * Calls the handler. A generator does not run yet.
     *
     * @throws PythonException if the handler raised, or returned no rows
     * @throws GuestDiedException if the guest died
     */
    public TypedRows open(Batch arguments) {
        int iterator = session.call(guest -> guest.open(number, arguments));
        if (iterator == 0) {
            throw session.raised(-1);
        }
        return new TypedRows(session, number, iterator);
    }
}
