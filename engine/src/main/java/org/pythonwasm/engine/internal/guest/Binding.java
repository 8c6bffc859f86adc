package org.pythonwasm.engine.internal.guest;

import java.util.List;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature.Parameter;

/**
 * Something in Python that is to be bound to column types.
 *
 * @param names of the handler, if there is one, then those of columns
 * @param parameters what is handed to it; of a list, what its rows consist of
 * @param results what comes from it
 */
public record Binding(Kind kind, List<String> names, List<Parameter> parameters, List<ColumnType> results) {
    /** {@code PW_STRICT} of {@code guest/shim/columns.h}. */
    static final int STRICT = 0x80;
    /** {@code PW_BUFFERS}, of the same file. */
    static final int BUFFERS = 0x40;

    /** The kinds of handlers that are bound. */
    public enum Kind {
        FUNCTION,
        /** A vectorized function with buffers instead of lists. */
        BUFFERS,
        AGGREGATE,
        TABLE,
        /** A new list of rows. */
        ROWS
    }

    /** One byte a parameter. */
    byte[] parameterCodes() {
        byte[] codes = new byte[parameters.size()];
        for (int i = 0; i < codes.length; i++) {
            var parameter = parameters.get(i);
            codes[i] = (byte) (parameter.type().code() | (parameter.strict() ? STRICT : 0));
        }
        return codes;
    }

    /** One byte a result. */
    byte[] resultCodes() {
        byte[] codes = new byte[results.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) results.get(i).code();
        }
        return codes;
    }
}
