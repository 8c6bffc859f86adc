package org.pythonwasm.udf.h2.function;

import java.util.ArrayList;
import java.util.Map;
import org.h2.value.ExtTypeInfoRow;
import org.h2.value.TypeInfo;
import org.h2.value.Value;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;

/**
 * Maps the types of a query's columns to those of the bridge. A value has its own length and scale, so none is
 * declared.
 */
final class H2Types {
    private static final Map<Integer, SqlTypeName> NAMES = Map.ofEntries(
            Map.entry(Value.BOOLEAN, SqlTypeName.BOOLEAN),
            Map.entry(Value.TINYINT, SqlTypeName.TINYINT),
            Map.entry(Value.SMALLINT, SqlTypeName.SMALLINT),
            Map.entry(Value.INTEGER, SqlTypeName.INTEGER),
            Map.entry(Value.BIGINT, SqlTypeName.BIGINT),
            Map.entry(Value.REAL, SqlTypeName.REAL),
            Map.entry(Value.DOUBLE, SqlTypeName.DOUBLE),
            Map.entry(Value.NUMERIC, SqlTypeName.DECIMAL),
            Map.entry(Value.DECFLOAT, SqlTypeName.DOUBLE),
            Map.entry(Value.CHAR, SqlTypeName.VARCHAR),
            Map.entry(Value.VARCHAR, SqlTypeName.VARCHAR),
            Map.entry(Value.VARCHAR_IGNORECASE, SqlTypeName.VARCHAR),
            Map.entry(Value.ENUM, SqlTypeName.VARCHAR),
            Map.entry(Value.CLOB, SqlTypeName.CLOB),
            Map.entry(Value.BINARY, SqlTypeName.VARBINARY),
            Map.entry(Value.VARBINARY, SqlTypeName.VARBINARY),
            Map.entry(Value.BLOB, SqlTypeName.BLOB),
            Map.entry(Value.DATE, SqlTypeName.DATE),
            Map.entry(Value.TIME, SqlTypeName.TIME),
            Map.entry(Value.TIMESTAMP, SqlTypeName.TIMESTAMP),
            Map.entry(Value.TIME_TZ, SqlTypeName.TIME_WITH_TIME_ZONE),
            Map.entry(Value.TIMESTAMP_TZ, SqlTypeName.TIMESTAMP_WITH_TIME_ZONE),
            Map.entry(Value.UUID, SqlTypeName.UUID),
            Map.entry(Value.JSON, SqlTypeName.JSON));

    private H2Types() {}

    /** Returns null if Python has no such values. */
    static SqlType of(TypeInfo type) {
        int code = type.getValueType();
        if (code == Value.ARRAY) {
            var element = type.getExtTypeInfo() instanceof TypeInfo known ? of(known) : null;
            return element == null || element.name() == SqlTypeName.JSON
                    ? null
                    : SqlType.array(element, SqlType.UNSPECIFIED);
        }
        if (code == Value.ROW) {
            return type.getExtTypeInfo() instanceof ExtTypeInfoRow known ? row(known) : null;
        }
        if (code >= Value.INTERVAL_YEAR && code <= Value.INTERVAL_MINUTE_TO_SECOND) {
            boolean months =
                    code == Value.INTERVAL_YEAR || code == Value.INTERVAL_MONTH || code == Value.INTERVAL_YEAR_TO_MONTH;
            return SqlType.of(months ? SqlTypeName.INTERVAL_YEAR_MONTH : SqlTypeName.INTERVAL_DAY_SECOND);
        }
        return NAMES.containsKey(code) ? SqlType.of(NAMES.get(code)) : null;
    }

    private static SqlType row(ExtTypeInfoRow row) {
        var fields = new ArrayList<SqlType.Field>();
        for (var field : row.getFields()) {
            var type = of(field.getValue());
            if (type == null || type.name() == SqlTypeName.JSON) {
                return null;
            }
            fields.add(new SqlType.Field(field.getKey(), true, type));
        }
        return SqlType.row(fields);
    }
}
