package org.pythonwasm.udf.calcite.generated;

import java.sql.SQLException;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerator;
import org.pythonwasm.udf.calcite.function.CancelWatch;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.calcite.function.PythonFunction;
import org.pythonwasm.udf.calcite.function.PythonTableFunction;
import org.pythonwasm.udf.internal.call.RowCursor;

/** Rows of a table function in Calcite's internal form. Used by one thread at a time. */
final class TableEnumerator implements Enumerator<Object[]> {
    private final PythonTableFunction function;
    private final DataContext context;
    private final RowCursor cursor;
    private Object[] current;

    TableEnumerator(PythonTableFunction function, DataContext context, Object[] arguments) throws SQLException {
        this.function = function;
        this.context = context;
        synchronized (PythonFunction.session(context)) {
            this.cursor = function.open(context, arguments);
        }
    }

    @Override
    public Object[] current() {
        return current;
    }

    @Override
    public boolean moveNext() {
        synchronized (PythonFunction.session(context)) {
            try {
                current = CancelWatch.guard(cursor.instance(), context, cursor::next) ? row() : null;
                return current != null;
            } catch (SQLException e) {
                throw new CarriedSqlException(e);
            }
        }
    }

    private Object[] row() throws SQLException {
        var row = new Object[function.definition().columns().size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = cursor.get(i);
        }
        return row;
    }

    @Override
    public void reset() {
        throw new UnsupportedOperationException("the rows of a Python function come once");
    }

    @Override
    public void close() {
        synchronized (PythonFunction.session(context)) {
            try {
                cursor.close();
            } catch (SQLException e) {
                throw new CarriedSqlException(e);
            }
        }
    }
}
