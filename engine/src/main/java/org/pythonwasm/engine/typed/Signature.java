package org.pythonwasm.engine.typed;

import java.util.List;
import java.util.Objects;

/**
 * The parameters and result of a {@link TypedFunction} or {@link TypedAggregate}. Immutable.
 *
 * @param parameters at most 100, in order
 * @param result the result's type; a NULL result is always possible
 */
public record Signature(List<Parameter> parameters, ColumnType result) {
    /** {@code PW_STRICT} of {@code guest/shim/columns.h}. */
    private static final int STRICT = 0x80;

    public Signature {
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(result, "result");
    }

    static List<ColumnType> types(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::type).toList();
    }

    /** One byte per parameter, then the types of the results. */
    static byte[] codes(List<Parameter> parameters, List<ColumnType> results) {
        byte[] codes = new byte[parameters.size() + results.size()];
        for (int i = 0; i < parameters.size(); i++) {
            codes[i] = (byte) (parameters.get(i).type().code() | (parameters.get(i).strict() ? STRICT : 0));
        }
        for (int i = 0; i < results.size(); i++) {
            codes[parameters.size() + i] = (byte) results.get(i).code();
        }
        return codes;
    }

    /**
     * @param type the type of its columns
     * @param strict whether a NULL here makes the result NULL without calling Python (a null call), or makes an
     *     aggregate skip the row, or a table empty; otherwise Python receives {@code None}
     */
    public record Parameter(ColumnType type, boolean strict) {
        public Parameter {
            Objects.requireNonNull(type, "type");
        }
    }
}
