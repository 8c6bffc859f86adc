package org.pythonwasm.engine.typed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.internal.guest.Session;

/**
 * A Python callable bound to column types: the fast way into Python, without JSON. Made by
 * {@link PythonInterpreter#define(String, Signature)} or {@link PythonInterpreter#defineVectorized(String, Signature)};
 * belongs to that interpreter, has the same thread rule, and is gone after its reset.
 */
public final class TypedFunction {
    private final Session session;
    private final Signature signature;
    private final boolean vectorized;
    private final int address;

    private TypedFunction(Session session, Signature signature, boolean vectorized, int address) {
        this.session = session;
        this.signature = signature;
        this.vectorized = vectorized;
        this.address = address;
    }

    /** Called by the engine only; applications call {@code PythonInterpreter#define}. */
    public static TypedFunction define(Session session, String handler, Signature signature, boolean vectorized) {
        byte[] name = handler.getBytes(StandardCharsets.UTF_8);
        byte[] types = Signature.codes(signature.parameters(), List.of(signature.result()));
        int address = session.define(name, types, (code, text, codes, guest) ->
                code.pw_define(text, name.length, signature.parameters().size(), codes, guest));
        return new TypedFunction(session, signature, vectorized, address);
    }

    public Signature signature() {
        return signature;
    }

    /** Creates columns for up to that many rows per call. */
    public Batch newBatch(int capacity) {
        var types = new ArrayList<>(Signature.types(signature.parameters()));
        types.add(signature.result());
        return new Batch(session, types, types.size() - 1, capacity);
    }

    /**
     * Calls the function for the first rows of the batch in one guest call: once per row, or only once if it is
     * vectorized.
     *
     * @throws PythonException if the function raised; {@link PythonException#row()} is the row, and the results before
     *     it are available. The row is -1 if a vectorized function raised
     * @throws GuestDiedException if the guest died
     */
    public void call(Batch batch, int rows) {
        batch.checkRows(rows);
        int done = vectorized
                ? session.call((code, guest) -> code.pw_call_vectors(address, batch.address(), rows, guest))
                : session.call((code, guest) -> code.pw_call(address, batch.address(), rows, guest));
        check(done, rows);
    }

    /** Only a vectorized function may report by -1 that a call raised for all rows together. */
    void check(int done, int rows) {
        boolean raisedForAll = vectorized && done == -1;
        if (raisedForAll || session.rowsDone(done, rows) < rows) {
            throw session.raised(done);
        }
    }
}
