package org.pythonwasm.machine.code;

import org.pythonwasm.machine.memory.GuestInstance;

/**
 * The compiled form of a typed function for many rows: from columns to a column, without an object or a frame of Python. It has no
 * effect but the results of rows that it has done, so that it may give a row up anywhere, which Python then does from its beginning.
 * Stateless; all guests whose functions have the same code share it.
 */
public abstract class RowKernel {
    /**
     * Does rows until one of them needs Python, or something waits to be looked at.
     *
     * @param places of each column: where its validity and its values begin
     * @param inputs numbers that the code reads of its globals, doubles as their bits
     * @param row the first
     * @param rows behind the last
     * @param breaker where CPython's {@code eval_breaker} lies
     * @return the first row that was not done
     */
    public abstract int run(int[] places, long[] inputs, int row, int rows, int breaker, GuestInstance guest);
}
