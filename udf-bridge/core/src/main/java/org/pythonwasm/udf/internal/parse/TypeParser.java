package org.pythonwasm.udf.internal.parse;

import static java.util.Map.entry;
import static org.pythonwasm.udf.SqlType.UNSPECIFIED;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;

/** Parses a data type (SQL:2016 part 2, 6.1) and the short spellings that both databases know. */
public final class TypeParser {
    /**
     * Digits of a single-precision number; FLOAT of more is DOUBLE PRECISION (SQL:2016 leaves the border to the
     * product).
     */
    private static final int REAL_DIGITS = 24;

    private static final int MAXIMUM_SCALE = 100_000;

    /** No value needs more levels of ARRAY, ROW and MAP, and types are processed by recursion in many places. */
    private static final int MAXIMUM_DEPTH = 100;

    /** Single words for a type that the SQL standard gives another, or a longer, name. */
    private static final Map<String, SqlTypeName> SPELLINGS = Map.ofEntries(
            entry("BOOL", SqlTypeName.BOOLEAN),
            entry("INT", SqlTypeName.INTEGER),
            entry("NUMERIC", SqlTypeName.DECIMAL),
            entry("DEC", SqlTypeName.DECIMAL),
            // PostgreSQL
            entry("INT2", SqlTypeName.SMALLINT),
            entry("INT4", SqlTypeName.INTEGER),
            entry("INT8", SqlTypeName.BIGINT),
            entry("FLOAT4", SqlTypeName.REAL),
            entry("FLOAT8", SqlTypeName.DOUBLE),
            entry("TIMETZ", SqlTypeName.TIME_WITH_TIME_ZONE),
            entry("TIMESTAMPTZ", SqlTypeName.TIMESTAMP_WITH_TIME_ZONE),
            // MySQL, Oracle, Spark and H2
            entry("TEXT", SqlTypeName.CLOB),
            entry("DATETIME", SqlTypeName.TIMESTAMP),
            entry("NUMBER", SqlTypeName.DECIMAL),
            entry("STRING", SqlTypeName.VARCHAR),
            entry("VARCHAR_IGNORECASE", SqlTypeName.VARCHAR));

    private final TokenReader in;
    /** The number of ROW and MAP around the current type. */
    private int around;

    TypeParser(TokenReader in) {
        this.in = in;
    }

    /** Returns the type of a text in the form of {@link SqlType#sql()}. */
    public static SqlType parse(String text) throws SQLException {
        return new TypeParser(new TokenReader(new SourceText(text), Lexer.tokens(text))).parse();
    }

    SqlType parse() throws SQLException {
        var start = in.peek();
        requireDepth(around);
        around++;
        var type = plain(start);
        around--;
        int depth = around + depth(type);
        while (in.accept("ARRAY") || in.peek().isSign('[')) {
            requireDepth(++depth);
            requirePart(start, type);
            type = SqlType.array(type, in.accept('[') ? cardinality() : UNSPECIFIED);
        }
        return type;
    }

    private void requireDepth(int depth) throws SQLException {
        if (depth > MAXIMUM_DEPTH) {
            throw in.error("this type is nested deeper than " + MAXIMUM_DEPTH + " levels of ARRAY, ROW and MAP");
        }
    }

    private static int depth(SqlType type) {
        return type.fields().stream()
                .mapToInt(field -> 1 + depth(field.type()))
                .max()
                .orElse(0);
    }

    private SqlType plain(Token start) throws SQLException {
        if (!start.isName()) {
            throw in.expected("a type");
        }
        if (in.accept("FLOAT")) {
            int digits = digits();
            return SqlType.of(digits == UNSPECIFIED || digits > REAL_DIGITS ? SqlTypeName.DOUBLE : SqlTypeName.REAL);
        }
        if (in.accept("DECFLOAT")) {
            // Its precision counts significant digits, which a DECIMAL with a scale does not have.
            digits();
            return SqlType.of(SqlTypeName.DECIMAL);
        }
        if (in.accept("ENUM")) {
            return enumeration();
        }
        if (in.accept("ROW")) {
            return row();
        }
        if (in.accept("MAP")) {
            return map();
        }
        if (in.accept("ARRAY")) {
            return array();
        }
        if (in.accept("STRUCT")) {
            return struct();
        }
        if (in.accept("INTERVAL")) {
            return interval(start);
        }
        var name = name();
        if (name == null) {
            in.take();
            throw notSupported(start, Excerpt.of(start.text()));
        }
        var type = name.takesPrecision() ? withPrecision(name) : SqlType.of(name);
        return name == SqlTypeName.TIME || name == SqlTypeName.TIMESTAMP ? withTimeZone(type) : type;
    }

    /** Its values are the names. */
    private SqlType enumeration() throws SQLException {
        in.expect('(');
        do {
            in.string("a value of the enumeration");
        } while (in.accept(','));
        in.expect(')');
        return SqlType.of(SqlTypeName.VARCHAR);
    }

    private SqlType row() throws SQLException {
        in.expect('(');
        var row = fields();
        in.expect(')');
        return row;
    }

    /** Spark's {@code STRUCT<a: INTEGER, b: STRING>}. */
    private SqlType struct() throws SQLException {
        in.expect('<');
        var row = fields();
        in.expect('>');
        return row;
    }

    private SqlType fields() throws SQLException {
        var fields = new ArrayList<SqlType.Field>();
        var names = new HashSet<String>();
        do {
            var name = in.name("a field name");
            if (!names.add(name.text().toUpperCase(Locale.ROOT))) {
                throw in.error("the name " + name.text() + " stands twice in this row");
            }
            in.accept(':');
            fields.add(new SqlType.Field(name.text(), name.quoted(), part()));
        } while (in.accept(','));
        return SqlType.row(fields);
    }

    /** Spark's {@code ARRAY<INTEGER>}. */
    private SqlType array() throws SQLException {
        in.expect('<');
        var element = part();
        in.expect('>');
        return SqlType.array(element, UNSPECIFIED);
    }

    private SqlType map() throws SQLException {
        in.expect('<');
        var key = part();
        in.expect(',');
        var value = part();
        in.expect('>');
        return SqlType.map(key, value);
    }

    private SqlType part() throws SQLException {
        var start = in.peek();
        var type = parse();
        requirePart(start, type);
        return type;
    }

    private void requirePart(Token start, SqlType type) throws SQLException {
        if (type.name() == SqlTypeName.JSON || type.name() == SqlTypeName.TABLE) {
            throw in.notSupported(
                    start,
                    "type " + type + " inside of ARRAY, ROW or MAP is not supported"
                            + (type.name() == SqlTypeName.JSON
                                    ? "; a JSON value can have arrays and objects itself"
                                    : ""));
        }
    }

    /** PostgreSQL's {@code INTEGER[]} has no number. */
    private int cardinality() throws SQLException {
        if (in.accept(']')) {
            return UNSPECIFIED;
        }
        int most = in.number("a number of elements");
        in.expect(']');
        return most;
    }

    private SqlType interval(Token start) throws SQLException {
        if (in.accept("YEAR", "TO", "MONTH")) {
            return SqlType.of(SqlTypeName.INTERVAL_YEAR_MONTH);
        }
        if (in.accept("DAY", "TO", "SECOND")) {
            return SqlType.of(SqlTypeName.INTERVAL_DAY_SECOND);
        }
        throw in.notSupported(
                start,
                "of the intervals, " + SqlTypeName.INTERVAL_YEAR_MONTH.sql() + " and "
                        + SqlTypeName.INTERVAL_DAY_SECOND.sql()
                        + ", without precision, are supported; they take the values of "
                        + "the others");
    }

    private SqlTypeName name() {
        for (var spelling : SPELLINGS.entrySet()) {
            if (in.accept(spelling.getKey())) {
                return spelling.getValue();
            }
        }
        if (in.accept("DOUBLE")) {
            in.accept("PRECISION");
            return SqlTypeName.DOUBLE;
        }
        if (in.accept("CHAR") || in.accept("CHARACTER")) {
            return lengthening(SqlTypeName.CHAR, SqlTypeName.VARCHAR, SqlTypeName.CLOB);
        }
        if (in.accept("BINARY")) {
            return lengthening(SqlTypeName.BINARY, SqlTypeName.VARBINARY, SqlTypeName.BLOB);
        }
        for (var name : SqlTypeName.values()) {
            if (name.sql().equals(name.name()) && !name.isNested() && in.accept(name.name())) {
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
        boolean time = name.isTime();
        if (precision == 0 && !time || scale > precision || scale > MAXIMUM_SCALE || time && precision > 9) {
            throw in.notSupported(
                    at,
                    name.sql() + " has no precision " + precision + (scale > precision ? " with scale " + scale : ""));
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

    private SqlType withTimeZone(SqlType type) {
        if (!in.accept("WITH", "TIME", "ZONE")) {
            in.accept("WITHOUT", "TIME", "ZONE");
            return type;
        }
        var name = type.name() == SqlTypeName.TIME
                ? SqlTypeName.TIME_WITH_TIME_ZONE
                : SqlTypeName.TIMESTAMP_WITH_TIME_ZONE;
        return new SqlType(name, type.precision(), UNSPECIFIED);
    }

    private SQLException notSupported(Token start, String type) {
        return in.notSupported(start, "type " + type + " is not supported; supported are " + SqlTypeName.supported());
    }
}
