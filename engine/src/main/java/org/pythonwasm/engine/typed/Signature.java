package org.pythonwasm.engine.typed;

import java.util.List;
import java.util.Objects;

/**
 * What a {@link TypedFunction} or {@link TypedAggregate} takes and answers.
 *
 * @param parameters at most 100, in order
 * @param result the result's type; a NULL result is always possible
 */
public record Signature(List<Parameter> parameters, ColumnType result) {
    public Signature {
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(result, "result");
    }

    static List<ColumnType> types(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::type).toList();
    }

    /**
     * @param type how the values travel
     * @param strict whether a NULL here makes the result NULL without calling Python (a null call), or makes an
     *     aggregate pass the row by, or a table empty; otherwise Python gets {@code None}
     */
    public record Parameter(ColumnType type, boolean strict) {
        public Parameter {
            Objects.requireNonNull(type, "type");
        }
    }
}
