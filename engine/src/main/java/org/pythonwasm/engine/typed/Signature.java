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
    public Signature {
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(result, "result");
    }

    static List<ColumnType> types(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::type).toList();
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
