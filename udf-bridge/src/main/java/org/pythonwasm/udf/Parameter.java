package org.pythonwasm.udf;

import java.util.Objects;
import java.util.Optional;

/**
 * A declared parameter.
 *
 * @param name as SQL shows it; Python's parameter may be called otherwise, arguments are passed by position
 * @param defaultLiteral an SQL literal
 * @param variadic whether it takes all further arguments; only the last may
 */
public record Parameter(String name, SqlType type, Optional<String> defaultLiteral, boolean variadic) {

    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(defaultLiteral, "defaultLiteral");
    }

    /** As it may stand in a statement. */
    public String sql() {
        String quoted = name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
        return (variadic ? "VARIADIC " : "") + quoted + " " + type.sql()
                + defaultLiteral.map(literal -> " DEFAULT " + literal).orElse("");
    }
}
