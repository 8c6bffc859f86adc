package org.pythonwasm.engine.typed;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
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
    private final int address;

    private TypedTable(Session session, TableSignature signature, int address) {
        this.session = session;
        this.signature = signature;
        this.address = address;
    }

    /** Called by the engine only; applications call {@code PythonInterpreter#defineTable}. */
    public static TypedTable define(Session session, String handler, TableSignature signature) {
        var columns = signature.columns();
        String names = Stream.concat(Stream.of(handler), columns.stream().map(TableSignature.Column::name))
                .collect(Collectors.joining("\0", "", "\0"));
        byte[] types = Signature.codes(
                signature.parameters(), columns.stream().map(TableSignature.Column::type).toList());
        int address = session.define(names.getBytes(StandardCharsets.UTF_8), types, (code, text, codes, guest) ->
                code.pw_define_table(text, signature.parameters().size(), columns.size(), codes, guest));
        return new TypedTable(session, signature, address);
    }

    public TableSignature signature() {
        return signature;
    }

    /** Creates a batch for the arguments of one call. */
    public Batch newArguments() {
        var types = Signature.types(signature.parameters());
        return new Batch(session, types, types.size(), 1);
    }

    /** Creates columns for up to that many rows per fetch. */
    public Batch newRows(int capacity) {
        return new Batch(session, signature.columns().stream().map(TableSignature.Column::type).toList(), 0, capacity);
    }

    /**
     * Calls the handler. A generator does not run yet.
     *
     * @throws PythonException if the handler raised, or returned no rows
     * @throws GuestDiedException if the guest died
     */
    public TypedRows open(Batch arguments) {
        int iterator = session.call((code, guest) -> code.pw_open(address, arguments.address(), guest));
        if (iterator == 0) {
            throw session.raised(-1);
        }
        return new TypedRows(session, address, iterator);
    }
}
