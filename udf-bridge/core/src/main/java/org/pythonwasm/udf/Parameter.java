package org.pythonwasm.udf;

import java.util.Objects;
import java.util.Optional;

/**
 * A declared parameter, or a column of a table function.
 *
 * @param name as written; Python's parameter may have another name, because arguments are passed by position
 * @param quoted whether the name stood in double quotes, so that its case counts
 * @param defaultLiteral an SQL literal
 * @param variadic whether it takes all further arguments; only the last parameter may
 */
public record Parameter(String name, boolean quoted, SqlType type, Optional<String> defaultLiteral, boolean variadic) {

    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(defaultLiteral, "defaultLiteral");
    }

    /** Returns its text in a statement. */
    public String sql() {
        return (variadic ? "VARIADIC " : "") + new QualifiedName.Part(name, quoted).sql() + " " + type.sql()
                + defaultLiteral.map(literal -> " DEFAULT " + literal).orElse("");
    }
}
