package org.pythonwasm.engine.typed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.internal.guest.Binding;
import org.pythonwasm.engine.internal.guest.Session;
import org.pythonwasm.engine.internal.guest.Work;

/**
 * A Python callable bound to column types: the fast way into Python, without JSON. Made by
 * {@link PythonInterpreter#define(String, Signature)} or {@link PythonInterpreter#defineVectorized(String, Signature)};
 * belongs to that interpreter, has the same thread rule, and is gone after its reset.
 */
public final class TypedFunction {
    private final Session session;
    private final Signature signature;
    private final Work work;
    private final int number;

    private TypedFunction(Session session, Signature signature, Work work, int number) {
        this.session = session;
        this.signature = signature;
        this.work = work;
        this.number = number;
    }

    /** Called by the engine only; applications call {@code PythonInterpreter#define}. */
    @SuppressWarnings("exports") // no application has a session
    public static TypedFunction define(Session session, String handler, Signature signature, boolean vectorized) {
        return define(session, handler, signature, Binding.Kind.FUNCTION, vectorized ? Work.VECTORS : Work.CALL);
    }

    /**
     * Called by the engine only; applications call {@code PythonInterpreter#defineWithBuffers}.
     *
     * @throws IllegalArgumentException a type has no buffers
     */
    @SuppressWarnings("exports") // no application has a session
    public static TypedFunction defineWithBuffers(Session session, String handler, Signature signature) {
        Stream.concat(Signature.types(signature.parameters()).stream(), Stream.of(signature.result()))
                .filter(type -> type != ColumnType.INT64 && type != ColumnType.FLOAT64)
                .forEach(type -> {
                    throw new IllegalArgumentException("buffers are of INT64 or FLOAT64, got " + type);
                });
        return define(session, handler, signature, Binding.Kind.BUFFERS, Work.VECTORS);
    }

    private static TypedFunction define(
            Session session, String handler, Signature signature, Binding.Kind kind, Work work) {
        int number =
                session.bind(new Binding(kind, List.of(handler), signature.parameters(), List.of(signature.result())));
        return new TypedFunction(session, signature, work, number);
    }

    public Signature signature() {
        return signature;
    }

    /** Creates columns for up to that many rows per call. */
    public Batch newBatch(int capacity) {
        var types = new ArrayList<>(Signature.types(signature.parameters()));
        types.add(signature.result());
        return session.guest().newBatch(types, types.size() - 1, capacity);
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
        session.work(work, number, batch, 0, rows);
    }
}
