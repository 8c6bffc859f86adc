package org.pythonwasm.engine.typed;

import java.util.List;
import java.util.Objects;

/**
 * The parameters and columns of a {@link TypedTable}. Immutable.
 *
 * @param parameters at most 100, in order; a NULL for a strict one makes the table empty
 * @param columns at least one, at most 100, in order; a NULL is always possible
 */
public record TableSignature(List<Signature.Parameter> parameters, List<Column> columns) {

    public TableSignature {
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
    }

    /** @param name the key of its values in a row that is a dict */
    public record Column(String name, ColumnType type) {
        public Column {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }
}
