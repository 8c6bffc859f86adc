package org.pythonwasm.udf.h2;

import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.message.DbException;
import org.h2.value.TypeInfo;
import org.h2.value.Value;
import org.h2.value.ValueToObjectConverter;
import org.pythonwasm.udf.SqlType;

/** Values between H2's form and the classes of {@link org.pythonwasm.udf.SqlTypeName#javaClass()}. */
final class H2Value {
    private H2Value() {
    }

    static TypeInfo type(SqlType type) {
        int precision = type.precision();
        if (precision == SqlType.UNSPECIFIED) {
            return TypeInfo.getTypeInfo(code(type));
        }
        return switch (type.name()) {
            case TIME, TIMESTAMP -> TypeInfo.getTypeInfo(code(type), -1, precision, null);
            default -> TypeInfo.getTypeInfo(code(type), precision, type.scale(), null);
        };
    }

    /** H2's number of a type. */
    static int code(SqlType type) {
        return switch (type.name()) {
            case BOOLEAN -> Value.BOOLEAN;
            case TINYINT -> Value.TINYINT;
            case SMALLINT -> Value.SMALLINT;
            case INTEGER -> Value.INTEGER;
            case BIGINT -> Value.BIGINT;
            case REAL -> Value.REAL;
            case DOUBLE -> Value.DOUBLE;
            case DECIMAL -> Value.NUMERIC;
            case CHAR -> Value.CHAR;
            case VARCHAR -> Value.VARCHAR;
            case CLOB -> Value.CLOB;
            case BINARY -> Value.BINARY;
            case VARBINARY -> Value.VARBINARY;
            case BLOB -> Value.BLOB;
            case DATE -> Value.DATE;
            case TIME -> Value.TIME;
            case TIMESTAMP -> Value.TIMESTAMP;
            case TABLE -> Value.VARCHAR;
        };
    }

    static Value toH2(Object value, TypeInfo type, SessionLocal session) {
        return ValueToObjectConverter.objectToValue(session, value, type.getValueType()).convertTo(type, session);
    }

    /** An argument of an aggregate, which H2 hands over as the type it has in the statement. */
    static Object toJava(Object value, SqlType type, JdbcConnection connection) throws SQLException {
        var java = type.name().javaClass();
        if (value == null || java.isInstance(value)) {
            return value;
        }
        try {
            var session = connection.getSession();
            var converted = ValueToObjectConverter.objectToValue(session, value, Value.UNKNOWN)
                    .convertTo(code(type), (SessionLocal) session);
            return ValueToObjectConverter.valueToObject(java, converted, connection);
        } catch (DbException e) {
            throw e.getSQLException();
        }
    }
}
