package org.pythonwasm.udf.calcite.generated;

/** One call in a plan, as code that is generated; public for that reason only. */
public interface RowArguments {

    /**
     * Sets the call's arguments for a row; answers false, with nothing set, where the row does not need the call.
     *
     * @param row of the input
     * @param rows answers the results of calls that this one is about
     */
    boolean set(Object row, PythonRows rows, PythonArguments arguments);
}
