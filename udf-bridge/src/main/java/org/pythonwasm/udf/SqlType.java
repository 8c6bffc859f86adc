package org.pythonwasm.udf;

import java.util.Objects;

/**
 * An SQL type with its length or precision and scale.
 *
 * @param precision digits of a DECIMAL, length of a character or byte string, fractional digits of a time; or
 *     {@link #UNSPECIFIED}: no limit
 * @param scale of a DECIMAL, or {@link #UNSPECIFIED}: as Python computed it
 */
public record SqlType(SqlTypeName name, int precision, int scale) {
    public static final int UNSPECIFIED = -1;

    public SqlType {
        Objects.requireNonNull(name, "name");
    }

    public static SqlType of(SqlTypeName name) {
        return new SqlType(name, UNSPECIFIED, UNSPECIFIED);
    }

    /** As it may stand in a statement. */
    public String sql() {
        if (precision == UNSPECIFIED) {
            return name.sql();
        }
        return name.sql() + "(" + precision + (scale == UNSPECIFIED ? "" : ", " + scale) + ")";
    }

    @Override
    public String toString() {
        return sql();
    }
}
