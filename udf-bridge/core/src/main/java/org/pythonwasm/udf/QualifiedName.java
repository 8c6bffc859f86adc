package org.pythonwasm.udf;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of a function as the statement spells it. The database decides how unquoted parts are folded.
 *
 * @param schema empty for the session's current schema
 */
public record QualifiedName(Optional<Part> schema, Part name) {

    public QualifiedName {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(name, "name");
    }

    /**
     * @param text without quotes
     * @param quoted whether it was in double quotes, so that its case counts
     */
    public record Part(String text, boolean quoted) {
        public Part {
            Objects.requireNonNull(text, "text");
        }

        /** Returns its text in a statement. */
        public String sql() {
            return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }
    }

    /** Returns its text in a statement. */
    public String sql() {
        return schema.map(part -> part.sql() + "." + name.sql()).orElseGet(name::sql);
    }

    /** Returns the name without quotes, for messages. */
    @Override
    public String toString() {
        return schema.map(part -> part.text() + "." + name.text()).orElseGet(name::text);
    }
}
