package org.pythonwasm.udf;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An SQL type with its length or precision and scale, and its component types.
 *
 * @param precision digits of a DECIMAL, length of a character or byte string, fractional digits of a time, elements of
 *     an ARRAY; or {@link #UNSPECIFIED}: no limit
 * @param scale of a DECIMAL, or {@link #UNSPECIFIED}: as Python computed it
 * @param fields of a ROW; the element of an ARRAY; key and value of a MAP; else none
 */
public record SqlType(SqlTypeName name, int precision, int scale, List<Field> fields) {
    public static final int UNSPECIFIED = -1;

    public SqlType {
        Objects.requireNonNull(name, "name");
        fields = List.copyOf(fields);
    }

    public SqlType(SqlTypeName name, int precision, int scale) {
        this(name, precision, scale, List.of());
    }

    /**
     * A field of a ROW, or a part of an ARRAY or MAP, which has no name.
     *
     * @param name as written
     * @param quoted whether the name was in double quotes, so that its case counts
     */
    public record Field(String name, boolean quoted, SqlType type) {
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }

        private String sql() {
            return new QualifiedName.Part(name, quoted).sql() + " " + type.sql();
        }
    }

    public static SqlType of(SqlTypeName name) {
        return new SqlType(name, UNSPECIFIED, UNSPECIFIED);
    }

    /** @param most elements, or {@link #UNSPECIFIED} */
    public static SqlType array(SqlType element, int most) {
        return new SqlType(SqlTypeName.ARRAY, most, UNSPECIFIED, List.of(part(element)));
    }

    public static SqlType map(SqlType key, SqlType value) {
        return new SqlType(SqlTypeName.MAP, UNSPECIFIED, UNSPECIFIED, List.of(part(key), part(value)));
    }

    public static SqlType row(List<Field> fields) {
        return new SqlType(SqlTypeName.ROW, UNSPECIFIED, UNSPECIFIED, fields);
    }

    private static Field part(SqlType type) {
        return new Field("", true, type);
    }

    /** Returns the type of the elements of an ARRAY. */
    public SqlType element() {
        return part(0);
    }

    /** Returns the type of the field, or part, of that number. */
    public SqlType part(int number) {
        return fields.get(number).type();
    }

    /** Returns its text in a statement. */
    public String sql() {
        return switch (name) {
            case ARRAY -> element().sql() + " ARRAY" + (precision == UNSPECIFIED ? "" : "[" + precision + "]");
            case MAP -> "MAP<" + part(0).sql() + ", " + part(1).sql() + ">";
            case ROW -> fields.stream().map(Field::sql).collect(Collectors.joining(", ", "ROW(", ")"));
            default -> precision == UNSPECIFIED ? name.sql() : withPrecision();
        };
    }

    private String withPrecision() {
        String number = "(" + precision + (scale == UNSPECIFIED ? "" : ", " + scale) + ")";
        int space = name.isTime() ? name.sql().indexOf(' ') : -1;
        return space < 0
                ? name.sql() + number
                : name.sql().substring(0, space) + number + name.sql().substring(space);
    }

    @Override
    public String toString() {
        return sql();
    }
}
