package org.pythonwasm.udf.calcite.generated;

/** One call in a plan, implemented by generated code; public for that reason only. */
public interface RowArgumentWriter {

    /**
     * Sets the call's arguments for a row; returns false, with nothing set, if the row does not need the call.
     *
     * @param row of the input
     * @param rows provides the results of calls on which this one depends
     */
    boolean set(Object row, BatchRows rows, BatchArguments arguments);
}
