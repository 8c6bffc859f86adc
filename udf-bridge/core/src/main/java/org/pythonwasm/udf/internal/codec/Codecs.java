package org.pythonwasm.udf.internal.codec;

import org.pythonwasm.udf.SqlTypeName;

/** The codec of each SQL type that values can have. */
public final class Codecs {
    /** By ordinal: each value of each row looks one up. */
    private static final Codec[] CODECS = new Codec[SqlTypeName.values().length];

    static {
        for (var name : SqlTypeName.values()) {
            if (name != SqlTypeName.TABLE) {
                CODECS[name.ordinal()] = codec(name);
            }
        }
    }

    private Codecs() {
    }

    private static Codec codec(SqlTypeName name) {
        return switch (name) {
            case BOOLEAN -> Codec.BOOLEAN;
            case TINYINT -> Codec.TINYINT;
            case SMALLINT -> Codec.SMALLINT;
            case INTEGER -> Codec.INTEGER;
            case BIGINT -> Codec.BIGINT;
            case REAL -> Codec.REAL;
            case DOUBLE -> Codec.DOUBLE;
            case DECIMAL -> Codec.DECIMAL;
            case CHAR, VARCHAR, CLOB -> Codec.TEXT;
            case BINARY, VARBINARY, BLOB -> Codec.BYTES;
            case DATE -> Codec.DATE;
            case TIME -> Codec.TIME;
            case TIMESTAMP -> Codec.TIMESTAMP;
            case TIME_WITH_TIME_ZONE -> ZonedCodec.TIME;
            case TIMESTAMP_WITH_TIME_ZONE -> ZonedCodec.TIMESTAMP;
            case INTERVAL_YEAR_MONTH -> IntervalCodec.MONTHS;
            case INTERVAL_DAY_SECOND -> IntervalCodec.MICROSECONDS;
            case UUID -> new UuidCodec();
            case JSON -> Codec.JSON;
            case ARRAY, ROW, MAP -> NestedCodec.INSTANCE;
            case TABLE -> throw new IllegalArgumentException("rows are no value");
        };
    }

    /** The codec of the type; null for {@link SqlTypeName#TABLE}. */
    public static Codec of(SqlTypeName name) {
        return CODECS[name.ordinal()];
    }
}
