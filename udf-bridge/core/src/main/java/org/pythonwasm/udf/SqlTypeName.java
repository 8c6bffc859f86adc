package org.pythonwasm.udf;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pythonwasm.engine.typed.ColumnType;

/**
 * The table of types: SQL (SQL:2016 part 2, 4.4), Python, Java (JDBC 4.3, table B-3, with java.time for dates). The
 * only coercion is that of PEP 484's numeric tower: an {@code int} is accepted for {@code float} or {@code Decimal}.
 */
public enum SqlTypeName {
    BOOLEAN("BOOLEAN", ColumnType.BOOLEAN, "bool", boolean.class, Boolean.class),
    TINYINT("TINYINT", ColumnType.INT64, "int", byte.class, Byte.class),
    SMALLINT("SMALLINT", ColumnType.INT64, "int", short.class, Short.class),
    INTEGER("INTEGER", ColumnType.INT64, "int", int.class, Integer.class),
    BIGINT("BIGINT", ColumnType.INT64, "int", long.class, Long.class),
    REAL("REAL", ColumnType.FLOAT64, "float", float.class, Float.class),
    DOUBLE("DOUBLE PRECISION", ColumnType.FLOAT64, "float", double.class, Double.class),
    DECIMAL("DECIMAL", ColumnType.DECIMAL, "decimal.Decimal", null, BigDecimal.class),
    CHAR("CHAR", ColumnType.TEXT, "str", null, String.class),
    VARCHAR("VARCHAR", ColumnType.TEXT, "str", null, String.class),
    CLOB("CLOB", ColumnType.TEXT, "str", null, String.class),
    BINARY("BINARY", ColumnType.BYTES, "bytes", null, byte[].class),
    VARBINARY("VARBINARY", ColumnType.BYTES, "bytes", null, byte[].class),
    BLOB("BLOB", ColumnType.BYTES, "bytes", null, byte[].class),
    DATE("DATE", ColumnType.DATE, "datetime.date", null, LocalDate.class),
    TIME("TIME", ColumnType.TIME, "datetime.time", null, LocalTime.class),
    TIMESTAMP("TIMESTAMP", ColumnType.TIMESTAMP, "datetime.datetime", null, LocalDateTime.class),
    TIME_WITH_TIME_ZONE("TIME WITH TIME ZONE", ColumnType.TIME_WITH_TIME_ZONE, "datetime.time", null, OffsetTime.class),
    TIMESTAMP_WITH_TIME_ZONE(
            "TIMESTAMP WITH TIME ZONE",
            ColumnType.TIMESTAMP_WITH_TIME_ZONE,
            "datetime.datetime",
            null,
            OffsetDateTime.class),
    INTERVAL_YEAR_MONTH("INTERVAL YEAR TO MONTH", ColumnType.INT64, "int", null, Period.class),
    INTERVAL_DAY_SECOND("INTERVAL DAY TO SECOND", ColumnType.INTERVAL, "datetime.timedelta", null, Duration.class),
    UUID("UUID", ColumnType.UUID, "uuid.UUID", null, java.util.UUID.class),
    /** In Java the JSON text. */
    JSON("JSON", ColumnType.JSON, "object", null, String.class),
    /** In Java, as for ROW and MAP, a collection of the elements' Java values. */
    ARRAY("ARRAY", ColumnType.VALUE, "list", null, List.class),
    /** In Java the values of the fields, in their order. */
    ROW("ROW", ColumnType.VALUE, "tuple", null, List.class),
    MAP("MAP", ColumnType.VALUE, "dict", null, Map.class),
    /** The rows of a query; of parameters of table functions only (SQL:2016 part 2, polymorphic table functions). */
    TABLE("TABLE", ColumnType.ROWS, "list", null, RowSource.class);

    private final String sql;
    private final ColumnType column;
    private final String pythonType;
    private final Class<?> primitive;
    private final Class<?> javaClass;

    SqlTypeName(String sql, ColumnType column, String pythonType, Class<?> primitive, Class<?> javaClass) {
        this.sql = sql;
        this.column = column;
        this.pythonType = pythonType;
        this.primitive = primitive;
        this.javaClass = javaClass;
    }

    public String sql() {
        return sql;
    }

    /** Returns the type of its batch column. */
    public ColumnType column() {
        return column;
    }

    /** Returns the class of its values in Python, qualified except for built-ins. */
    public String pythonType() {
        return pythonType;
    }

    /** Returns the class of its values in Java. */
    public Class<?> javaClass() {
        return javaClass;
    }

    /** Returns the class of its values in Java if they cannot be NULL: the primitive one if it exists. */
    public Class<?> notNullClass() {
        return primitive == null ? javaClass : primitive;
    }

    /**
     * Returns whether a parameter of this type may have that Python hint: its own class, or a wider number (PEP 484).
     */
    public boolean fitsParameterHint(String hint) {
        return this == JSON || hint.equals(pythonType) || column == ColumnType.INT64 && hint.equals("float");
    }

    /** Returns whether a function with that return hint may declare this type as its result. */
    public boolean fitsReturnHint(String hint) {
        boolean number = column == ColumnType.FLOAT64 || column == ColumnType.DECIMAL;
        boolean alsoDict = this == ROW && hint.equals("dict");
        return this == JSON || hint.equals(pythonType) || number && hint.equals("int") || alsoDict;
    }

    /** Returns all names of columns and values, for messages. */
    public static String supported() {
        return Arrays.stream(values())
                .filter(name -> name != TABLE)
                .map(SqlTypeName::sql)
                .collect(Collectors.joining(", "));
    }

    /** Returns whether a length or precision may follow the name's first word. */
    public boolean takesPrecision() {
        return switch (this) {
            case DECIMAL, CHAR, VARCHAR, CLOB, BINARY, VARBINARY, BLOB -> true;
            default -> isTime();
        };
    }

    /** Returns whether its precision counts digits of a second. */
    public boolean isTime() {
        return switch (this) {
            case TIME, TIMESTAMP, TIME_WITH_TIME_ZONE, TIMESTAMP_WITH_TIME_ZONE -> true;
            default -> false;
        };
    }

    /** Returns whether its values consist of values of other types. */
    public boolean isNested() {
        return column == ColumnType.VALUE;
    }
}
