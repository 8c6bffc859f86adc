package org.pythonwasm.udf.calcite.function;

import java.util.EnumSet;
import java.util.Locale;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.internal.check.UnsupportedTypes;

/**
 * Maps the declared types to Calcite's types. Every value may be NULL: the function decides what a NULL means. Large
 * objects are strings without a limit. Calcite's times have at most milliseconds.
 */
public final class RelTypes {
    /** The types that Calcite lacks: it never computes with a time and an offset. */
    public static final UnsupportedTypes MISSING = new UnsupportedTypes(
            "Calcite",
            EnumSet.of(
                    org.pythonwasm.udf.SqlTypeName.TIME_WITH_TIME_ZONE,
                    org.pythonwasm.udf.SqlTypeName.TIMESTAMP_WITH_TIME_ZONE));

    private static final int MILLIS = 3;
    private static final int INTERVAL_DIGITS = 10;
    /** The scale of a DECIMAL without one, because Calcite cannot leave the scale to the value. */
    private static final int OPEN_SCALE = 18;

    private RelTypes() {}

    static RelDataType of(SqlType type, RelDataTypeFactory types) {
        // Calcite accepts a CURSOR only for exactly the type of a cursor.
        boolean mayBeNull = type.name() != org.pythonwasm.udf.SqlTypeName.TABLE;
        return types.createTypeWithNullability(notNull(type, types), mayBeNull);
    }

    private static RelDataType notNull(SqlType type, RelDataTypeFactory types) {
        return switch (type.name()) {
            case BOOLEAN -> types.createSqlType(SqlTypeName.BOOLEAN);
            case TINYINT -> types.createSqlType(SqlTypeName.TINYINT);
            case SMALLINT -> types.createSqlType(SqlTypeName.SMALLINT);
            case INTEGER -> types.createSqlType(SqlTypeName.INTEGER);
            case BIGINT -> types.createSqlType(SqlTypeName.BIGINT);
            case REAL -> types.createSqlType(SqlTypeName.REAL);
            case DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
            case DECIMAL -> decimal(type, types);
            case CHAR -> sized(SqlTypeName.CHAR, type, types);
            case VARCHAR -> sized(SqlTypeName.VARCHAR, type, types);
            case BINARY -> sized(SqlTypeName.BINARY, type, types);
            case VARBINARY -> sized(SqlTypeName.VARBINARY, type, types);
            case CLOB -> types.createSqlType(SqlTypeName.VARCHAR);
            case BLOB -> types.createSqlType(SqlTypeName.VARBINARY);
            case DATE -> types.createSqlType(SqlTypeName.DATE);
            case TIME -> types.createSqlType(SqlTypeName.TIME, fraction(type));
            case TIMESTAMP -> types.createSqlType(SqlTypeName.TIMESTAMP, fraction(type));
            case INTERVAL_YEAR_MONTH -> interval(TimeUnit.YEAR, TimeUnit.MONTH, types);
            case INTERVAL_DAY_SECOND -> interval(TimeUnit.DAY, TimeUnit.SECOND, types);
            case UUID -> types.createSqlType(SqlTypeName.UUID);
            case JSON -> types.createSqlType(SqlTypeName.VARCHAR);
            case ARRAY -> types.createArrayType(of(type.element(), types), -1);
            case MAP -> types.createMapType(of(type.part(0), types), of(type.part(1), types));
            case ROW ->
                types.createStructType(
                        type.fields().stream()
                                .map(field -> of(field.type(), types))
                                .toList(),
                        type.fields().stream().map(RelTypes::name).toList());
            case TABLE -> types.createSqlType(SqlTypeName.CURSOR);
            case TIME_WITH_TIME_ZONE, TIMESTAMP_WITH_TIME_ZONE ->
                throw new IllegalStateException("no values of " + type);
        };
    }

    private static String name(SqlType.Field field) {
        return field.quoted() ? field.name() : field.name().toUpperCase(Locale.ROOT);
    }

    /** Returns an interval with all digits that Calcite supports; it counts milliseconds. */
    private static RelDataType interval(TimeUnit first, TimeUnit last, RelDataTypeFactory types) {
        return types.createSqlIntervalType(
                new SqlIntervalQualifier(first, INTERVAL_DIGITS, last, MILLIS, SqlParserPos.ZERO));
    }

    private static RelDataType decimal(SqlType type, RelDataTypeFactory types) {
        int digits = types.getTypeSystem().getMaxPrecision(SqlTypeName.DECIMAL);
        return type.precision() == SqlType.UNSPECIFIED
                ? types.createSqlType(SqlTypeName.DECIMAL, digits, OPEN_SCALE)
                : types.createSqlType(SqlTypeName.DECIMAL, type.precision(), type.scale());
    }

    private static RelDataType sized(SqlTypeName name, SqlType type, RelDataTypeFactory types) {
        return type.precision() == SqlType.UNSPECIFIED
                ? types.createSqlType(name)
                : types.createSqlType(name, type.precision());
    }

    private static int fraction(SqlType type) {
        return type.precision() == SqlType.UNSPECIFIED ? MILLIS : Math.min(type.precision(), MILLIS);
    }
}
