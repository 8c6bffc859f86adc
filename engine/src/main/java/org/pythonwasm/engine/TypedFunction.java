package org.pythonwasm.engine;

/**
 * A Python callable bound to column types: the fast way in, without JSON. Made by
 * {@link PythonInterpreter#define(String, Signature)}; belongs to that interpreter, same thread rule, gone with its reset.
 */
public final class TypedFunction {
    private final PythonInterpreter interpreter;
    private final Signature signature;
    private final int address;

    TypedFunction(PythonInterpreter interpreter, Signature signature, int address) {
        this.interpreter = interpreter;
        this.signature = signature;
        this.address = address;
    }

    public Signature signature() {
        return signature;
    }

    /** Columns for up to that many rows a call. */
    public Batch newBatch(int capacity) {
        return new Batch(interpreter, signature, capacity);
    }

    /**
     * Calls the function for the first rows of the batch in one guest call.
     *
     * @throws PythonException the function raised, {@link PythonException#row()} says where; results before it are there
     * @throws GuestDiedException the guest died
     */
    public void call(Batch batch, int rows) {
        if (rows < 0 || rows > batch.capacity()) {
            throw new IllegalArgumentException("the batch has room for " + batch.capacity() + " rows, got " + rows);
        }
        int done = interpreter.callTyped(address, batch.address(), rows);
        if (done < rows) {
            throw interpreter.raised(done);
        }
    }
}
