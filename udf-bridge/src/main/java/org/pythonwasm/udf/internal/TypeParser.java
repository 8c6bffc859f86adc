package org.pythonwasm.udf.internal;

import static org.pythonwasm.udf.SqlType.UNSPECIFIED;

import java.sql.SQLException;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;

/** Reads a data type (SQL:2016 part 2, 6.1) and the short spellings that both databases know. */
final class TypeParser {
    /**
     * Digits of a single-precision number; FLOAT of more is DOUBLE PRECISION (SQL:2016 leaves the border to the
     * product).
     */
    private static final int REAL_DIGITS = 24;
    private static final int MAXIMUM_SCALE = 100_000;

    private final TokenReader in;

    TypeParser(TokenReader in) {
        this.in = in;
    }

    SqlType parse() throws SQLException {
        var start = in.peek();
        if (!start.isName()) {
            throw in.expected("a type");
        }
        if (in.accept("FLOAT")) {
            int digits = digits();
            return SqlType.of(digits == UNSPECIFIED || digits > REAL_DIGITS ? SqlTypeName.DOUBLE : SqlTypeName.REAL);
        }
        var name = name();
        if (name == null) {
            in.take();
            throw notSupported(start, start.text());
        }
        var type = name.takesPrecision() ? withPrecision(name) : SqlType.of(name);
        if (name == SqlTypeName.TIME || name == SqlTypeName.TIMESTAMP) {
            refuseTimeZone(start);
        }
        if (in.peek().isWord("ARRAY")) {
            throw notSupported(start, type + " ARRAY");
        }
        return type;
    }

    private SqlTypeName name() {
        if (in.accept("BOOLEAN") || in.accept("BOOL")) {
            return SqlTypeName.BOOLEAN;
        }
        if (in.accept("INT") || in.accept("INTEGER")) {
            return SqlTypeName.INTEGER;
        }
        if (in.accept("DOUBLE")) {
            in.accept("PRECISION");
            return SqlTypeName.DOUBLE;
        }
        if (in.accept("DECIMAL") || in.accept("NUMERIC") || in.accept("DEC")) {
            return SqlTypeName.DECIMAL;
        }
        if (in.accept("CHAR") || in.accept("CHARACTER")) {
            return lengthening(SqlTypeName.CHAR, SqlTypeName.VARCHAR, SqlTypeName.CLOB);
        }
        if (in.accept("BINARY")) {
            return lengthening(SqlTypeName.BINARY, SqlTypeName.VARBINARY, SqlTypeName.BLOB);
        }
        for (var name : SqlTypeName.values()) {
            if (in.accept(name.name())) {
                return name;
            }
        }
        return null;
    }

    private SqlTypeName lengthening(SqlTypeName fixed, SqlTypeName varying, SqlTypeName large) {
        if (in.accept("VARYING")) {
            return varying;
        }
        return in.accept("LARGE", "OBJECT") ? large : fixed;
    }

    private SqlType withPrecision(SqlTypeName name) throws SQLException {
        var at = in.peek();
        if (!in.accept('(')) {
            return SqlType.of(name);
        }
        int precision = in.number("a number of digits or characters");
        boolean decimal = name == SqlTypeName.DECIMAL;
        int scale = decimal && in.accept(',') ? in.number("a scale") : decimal ? 0 : UNSPECIFIED;
        in.expect(')');
        boolean time = name == SqlTypeName.TIME || name == SqlTypeName.TIMESTAMP;
        if (precision == 0 && !time || scale > precision || scale > MAXIMUM_SCALE || time && precision > 9) {
            throw in.notSupported(at, name.sql() + " has no precision " + precision
                    + (scale > precision ? " with scale " + scale : ""));
        }
        return new SqlType(name, precision, scale);
    }

    private int digits() throws SQLException {
        if (!in.accept('(')) {
            return UNSPECIFIED;
        }
        int digits = in.number("a number of digits");
        in.expect(')');
        return digits;
    }

    private void refuseTimeZone(Token start) throws SQLException {
        in.accept("WITHOUT", "TIME", "ZONE");
        if (in.accept("WITH", "TIME", "ZONE")) {
            throw notSupported(start, in.textFrom(start));
        }
    }

    private SQLException notSupported(Token start, String type) {
        return in.notSupported(start, "type " + type + " is not supported; supported are " + SqlTypeName.supported());
    }
}
