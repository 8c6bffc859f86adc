package org.pythonwasm.udf.spark.value;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimeType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.check.UnsupportedTypes;

/** The types of declarations as Spark's. Stateless. */
public final class SparkTypes {
    /** A class that Spark before 4.1 lacks. */
    private static final String TIME = "org.apache.spark.sql.types.TimeType";

    /** What Spark has no values of. */
    public static final UnsupportedTypes MISSING =
            new UnsupportedTypes("Spark", missing(), DecimalType.MAX_PRECISION());

    private static final String NOT_SUPPORTED = "0A000";

    /** Types of Spark by their class, which has no parts. */
    private static final Map<String, SqlTypeName> NAMES = Map.ofEntries(
            Map.entry(BooleanType.class.getName(), SqlTypeName.BOOLEAN),
            Map.entry(ByteType.class.getName(), SqlTypeName.TINYINT),
            Map.entry(ShortType.class.getName(), SqlTypeName.SMALLINT),
            Map.entry(IntegerType.class.getName(), SqlTypeName.INTEGER),
            Map.entry(LongType.class.getName(), SqlTypeName.BIGINT),
            Map.entry(FloatType.class.getName(), SqlTypeName.REAL),
            Map.entry(DoubleType.class.getName(), SqlTypeName.DOUBLE),
            Map.entry(StringType.class.getName(), SqlTypeName.VARCHAR),
            Map.entry(BinaryType.class.getName(), SqlTypeName.VARBINARY),
            Map.entry(DateType.class.getName(), SqlTypeName.DATE),
            Map.entry(TIME, SqlTypeName.TIME),
            Map.entry(TimestampNTZType.class.getName(), SqlTypeName.TIMESTAMP),
            Map.entry(TimestampType.class.getName(), SqlTypeName.TIMESTAMP_WITH_TIME_ZONE),
            Map.entry(YearMonthIntervalType.class.getName(), SqlTypeName.INTERVAL_YEAR_MONTH),
            Map.entry(DayTimeIntervalType.class.getName(), SqlTypeName.INTERVAL_DAY_SECOND));

    /** The digits of a DECIMAL without precision, of which {@link #SCALE} follow the point. */
    private static final int PRECISION = DecimalType.MAX_PRECISION();

    private static final int SCALE = 18;

    private SparkTypes() {}

    private static EnumSet<SqlTypeName> missing() {
        var missing = EnumSet.of(SqlTypeName.TIME_WITH_TIME_ZONE, SqlTypeName.UUID);
        try {
            Class.forName(TIME, false, DataType.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            missing.add(SqlTypeName.TIME);
        }
        return missing;
    }

    /** Alone names the class. */
    private static final class Time {
        static DataType type() {
            return new TimeType(TimeType.MICROS_PRECISION());
        }
    }

    /** Returns the type of a column that holds the values. */
    public static DataType of(SqlType type) {
        return switch (type.name()) {
            case BOOLEAN -> DataTypes.BooleanType;
            case TINYINT -> DataTypes.ByteType;
            case SMALLINT -> DataTypes.ShortType;
            case INTEGER -> DataTypes.IntegerType;
            case BIGINT -> DataTypes.LongType;
            case REAL -> DataTypes.FloatType;
            case DOUBLE -> DataTypes.DoubleType;
            case DECIMAL -> decimal(type);
            // The lengths are checked by the codecs; Spark has strings of a length in tables only.
            case CHAR, VARCHAR, CLOB, JSON -> DataTypes.StringType;
            case BINARY, VARBINARY, BLOB -> DataTypes.BinaryType;
            case DATE -> DataTypes.DateType;
            case TIME -> Time.type();
            case TIMESTAMP -> DataTypes.TimestampNTZType;
            case TIMESTAMP_WITH_TIME_ZONE -> DataTypes.TimestampType;
            case INTERVAL_YEAR_MONTH -> YearMonthIntervalType.DEFAULT();
            case INTERVAL_DAY_SECOND -> DayTimeIntervalType.DEFAULT();
            case ARRAY -> DataTypes.createArrayType(of(type.element()), true);
            case MAP -> DataTypes.createMapType(of(type.part(0)), of(type.part(1)), true);
            case ROW -> row(type);
            case TIME_WITH_TIME_ZONE, UUID, TABLE ->
                throw new IllegalArgumentException(type + " has no values in Spark");
        };
    }

    private static StructType row(SqlType type) {
        var fields = new ArrayList<StructField>();
        for (var field : type.fields()) {
            fields.add(new StructField(field.name(), of(field.type()), true, Metadata.empty()));
        }
        return new StructType(fields.toArray(StructField[]::new));
    }

    /**
     * Returns the type of a column that a query has.
     *
     * @throws SQLException 0A000 if functions receive no such values
     */
    public static SqlType of(DataType type) throws SQLException {
        if (type instanceof DecimalType decimal) {
            return new SqlType(SqlTypeName.DECIMAL, decimal.precision(), decimal.scale());
        }
        if (type instanceof ArrayType array) {
            return SqlType.array(of(array.elementType()), SqlType.UNSPECIFIED);
        }
        if (type instanceof MapType map) {
            return SqlType.map(of(map.keyType()), of(map.valueType()));
        }
        if (type instanceof StructType struct) {
            var fields = new ArrayList<SqlType.Field>();
            for (var field : struct.fields()) {
                fields.add(new SqlType.Field(field.name(), true, of(field.dataType())));
            }
            return SqlType.row(fields);
        }
        // Spark's own instances are of subclasses.
        for (Class<?> kind = type.getClass(); kind != null; kind = kind.getSuperclass()) {
            if (NAMES.containsKey(kind.getName())) {
                return SqlType.of(NAMES.get(kind.getName()));
            }
        }
        throw new SQLException(
                "a function receives no values of the type " + type.sql() + "; cast them", NOT_SUPPORTED);
    }

    /** Returns the columns of a table function's rows. */
    public static StructType columns(FunctionDefinition definition) {
        var fields = new ArrayList<StructField>();
        for (var column : definition.columns()) {
            fields.add(new StructField(column.name(), of(column.type()), true, Metadata.empty()));
        }
        return new StructType(fields.toArray(StructField[]::new));
    }

    /** Returns the type of a parameter's argument. */
    public static DataType of(Parameter parameter) {
        return of(parameter.type());
    }

    static DecimalType decimal(SqlType type) {
        return type.precision() == SqlType.UNSPECIFIED
                ? new DecimalType(PRECISION, SCALE)
                : new DecimalType(type.precision(), Math.max(0, type.scale()));
    }

    /** Returns the type with the digits that Spark's has. */
    static SqlType exact(SqlType type) {
        return type.precision() == SqlType.UNSPECIFIED ? new SqlType(SqlTypeName.DECIMAL, PRECISION, SCALE) : type;
    }
}
