package org.pythonwasm.udf.calcite.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.calcite.function.CarriedSqlException;
import org.pythonwasm.udf.spi.SqlStates;

/** Maps the columns of a CURSOR to the types that Python receives. */
final class CursorTypes {
    private CursorTypes() {}

    /** Returns the type in the form of {@link SqlType#sql()}. */
    static String type(RelDataTypeField field) {
        var type = type(field.getType());
        if (type == null) {
            throw new CarriedSqlException(new SQLException(
                    "a column of a CURSOR is of type " + field.getType() + "; supported are " + SqlTypeName.supported(),
                    SqlStates.NOT_SUPPORTED));
        }
        return type.sql();
    }

    /** Returns null if Python has no such values. */
    private static SqlType type(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> SqlType.of(SqlTypeName.BOOLEAN);
            case TINYINT -> SqlType.of(SqlTypeName.TINYINT);
            case SMALLINT -> SqlType.of(SqlTypeName.SMALLINT);
            case INTEGER -> SqlType.of(SqlTypeName.INTEGER);
            case BIGINT -> SqlType.of(SqlTypeName.BIGINT);
            case REAL -> SqlType.of(SqlTypeName.REAL);
            case DOUBLE, FLOAT -> SqlType.of(SqlTypeName.DOUBLE);
            case DECIMAL -> SqlType.of(SqlTypeName.DECIMAL);
            case CHAR, VARCHAR -> SqlType.of(SqlTypeName.VARCHAR);
            case BINARY, VARBINARY -> SqlType.of(SqlTypeName.VARBINARY);
            case DATE -> SqlType.of(SqlTypeName.DATE);
            case TIME -> SqlType.of(SqlTypeName.TIME);
            case TIMESTAMP -> SqlType.of(SqlTypeName.TIMESTAMP);
            case UUID -> SqlType.of(SqlTypeName.UUID);
            case ARRAY -> array(type.getComponentType());
            case MAP -> map(type.getKeyType(), type.getValueType());
            case ROW -> row(type);
            default -> interval(type.getSqlTypeName());
        };
    }

    private static SqlType interval(org.apache.calcite.sql.type.SqlTypeName name) {
        if (org.apache.calcite.sql.type.SqlTypeName.YEAR_INTERVAL_TYPES.contains(name)) {
            return SqlType.of(SqlTypeName.INTERVAL_YEAR_MONTH);
        }
        return org.apache.calcite.sql.type.SqlTypeName.DAY_INTERVAL_TYPES.contains(name)
                ? SqlType.of(SqlTypeName.INTERVAL_DAY_SECOND)
                : null;
    }

    private static SqlType array(RelDataType elementType) {
        var element = type(elementType);
        return element == null ? null : SqlType.array(element, SqlType.UNSPECIFIED);
    }

    private static SqlType map(RelDataType keyType, RelDataType valueType) {
        var key = type(keyType);
        var value = type(valueType);
        return key == null || value == null ? null : SqlType.map(key, value);
    }

    private static SqlType row(RelDataType type) {
        var fields = new ArrayList<SqlType.Field>();
        for (var field : type.getFieldList()) {
            var fieldType = type(field.getType());
            if (fieldType == null) {
                return null;
            }
            fields.add(new SqlType.Field(field.getName(), true, fieldType));
        }
        return SqlType.row(fields);
    }
}
