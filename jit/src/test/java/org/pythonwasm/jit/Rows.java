package org.pythonwasm.jit;

import java.util.ArrayList;
import java.util.List;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.TypedFunction;

/** A typed function called for rows, and what comes of each: a value, None, or an error. */
final class Rows {
    /** After so many errors the rest is left out. */
    private static final int MOST_ERRORS = 12;

    private Rows() {}

    /** @param types of the parameters, then of the result; a parameter of which NULL is no argument is strict */
    static TypedFunction define(PythonInterpreter python, String name, boolean strict, ColumnType... types) {
        var parameters = new ArrayList<Signature.Parameter>();
        for (int i = 0; i < types.length - 1; i++) {
            parameters.add(new Signature.Parameter(types[i], strict));
        }
        return python.define(name, new Signature(parameters, types[types.length - 1]));
    }

    static List<String> call(TypedFunction function, List<Object[]> rows) {
        var outcomes = new ArrayList<String>();
        int errors = 0;
        try (Batch batch = function.newBatch(Math.max(1, rows.size()))) {
            while (outcomes.size() < rows.size() && errors < MOST_ERRORS) {
                int first = outcomes.size();
                batch.clear();
                for (int row = first; row < rows.size(); row++) {
                    set(batch, row - first, rows.get(row));
                }
                int good = rows.size() - first;
                String error = null;
                try {
                    function.call(batch, good);
                } catch (PythonException e) {
                    good = e.row();
                    error = e.typeName() + ": " + e.getMessage();
                }
                for (int row = 0; row < good; row++) {
                    outcomes.add(
                            batch.isNull(row)
                                    ? "None"
                                    : text(batch, function.signature().result(), row));
                }
                if (error != null) {
                    errors++;
                    outcomes.add(error.lines().findFirst().orElseThrow());
                }
            }
        }
        return outcomes;
    }

    private static void set(Batch batch, int row, Object[] values) {
        for (int column = 0; column < values.length; column++) {
            Object value = values[column];
            if (value == null) {
                batch.setNull(column, row);
            } else if (value instanceof Double number) {
                batch.setDouble(column, row, number);
            } else if (value instanceof Boolean bool) {
                batch.setLong(column, row, bool ? 1 : 0);
            } else {
                batch.setLong(column, row, ((Number) value).longValue());
            }
        }
    }

    /** -0.0 and 0.0 differ, and NaN is one. */
    private static String text(Batch batch, ColumnType type, int row) {
        return type == ColumnType.FLOAT64 ? Double.toString(batch.getDouble(row)) : Long.toString(batch.getLong(row));
    }
}
