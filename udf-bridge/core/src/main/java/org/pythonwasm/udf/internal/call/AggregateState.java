package org.pythonwasm.udf.internal.call;

import java.sql.SQLException;

/** One group of an aggregate function. Same thread rule as its {@link AggregateCall}. */
public final class AggregateState {
    private final AggregateCall.Rows rows;
    private final int number;

    @SuppressWarnings("unused") // the number lives as long as its block
    private final StateNumbers.Block block;

    private SQLException failure;

    AggregateState(AggregateCall.Rows rows, int number, StateNumbers.Block block) {
        this.rows = rows;
        this.number = number;
        this.block = block;
    }

    /** @param values as the function's codecs have them; those with a DEFAULT may be missing */
    public void add(Object... values) throws SQLException {
        rows.add(this, values);
    }

    /** Null, or a value as the function's codecs have it. More rows may follow. */
    public Object result() throws SQLException {
        return rows.result(this);
    }

    /** Returns its rows so far as bytes, of which another interpreter makes a state; more rows may follow. */
    public byte[] save() throws SQLException {
        return rows.save(this);
    }

    /** Adds the rows of another state of the same call. */
    public void merge(AggregateState other) throws SQLException {
        rows.merge(this, other);
    }

    int number() {
        return number;
    }

    /** Records the error that one of its rows raised. */
    void fail(SQLException error) {
        failure = error;
    }

    void requireNoFailure() throws SQLException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Returns the function in its session. */
    public FunctionInstance instance() {
        return rows.instance();
    }
}
