package org.pythonwasm.udf.spark.value;

import java.util.ArrayList;
import java.util.EnumSet;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimeType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.check.UnsupportedTypes;

/** The types of declarations as Spark's. Stateless. */
public final class SparkTypes {
    /** What Spark has no values of. */
    public static final UnsupportedTypes MISSING = new UnsupportedTypes(
            "Spark", EnumSet.of(SqlTypeName.TIME_WITH_TIME_ZONE, SqlTypeName.UUID, SqlTypeName.TABLE));

    /** The digits of a DECIMAL without precision, of which {@link #SCALE} follow the point. */
    private static final int PRECISION = DecimalType.MAX_PRECISION();

    private static final int SCALE = 18;

    private SparkTypes() {}

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
            case TIME -> new TimeType(TimeType.MICROS_PRECISION());
            case TIMESTAMP -> DataTypes.TimestampNTZType;
            case TIMESTAMP_WITH_TIME_ZONE -> DataTypes.TimestampType;
            case INTERVAL_YEAR_MONTH -> YearMonthIntervalType.DEFAULT();
            case INTERVAL_DAY_SECOND -> DayTimeIntervalType.DEFAULT();
            case ARRAY -> DataTypes.createArrayType(of(type.element()), true);
            case MAP -> DataTypes.createMapType(of(type.part(0)), of(type.part(1)), true);
            case ROW -> row(type);
            case TIME_WITH_TIME_ZONE, UUID, TABLE ->
                throw new IllegalArgumentException(type + " is refused when a function is created");
        };
    }

    private static StructType row(SqlType type) {
        var fields = new ArrayList<StructField>();
        for (var field : type.fields()) {
            fields.add(new StructField(field.name(), of(field.type()), true, Metadata.empty()));
        }
        return new StructType(fields.toArray(StructField[]::new));
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
