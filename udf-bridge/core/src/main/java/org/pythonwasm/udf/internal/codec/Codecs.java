package org.pythonwasm.udf.internal.codec;

import java.util.Map;
import org.pythonwasm.udf.SqlTypeName;

/** The codec of each SQL type that values can have, for one way in which values exist outside of a batch. Immutable. */
public final class Codecs {
    /** For values of {@link SqlTypeName#javaClass()}. */
    public static final Codecs JAVA = new Codecs(java());

    /** By ordinal: each value of each row looks one up. */
    private final Codec[] codecs;

    private Codecs(Codec[] codecs) {
        this.codecs = codecs;
    }

    private static Codec[] java() {
        var codecs = new Codec[SqlTypeName.values().length];
        for (var name : SqlTypeName.values()) {
            if (name != SqlTypeName.TABLE) {
                codecs[name.ordinal()] = codec(name);
            }
        }
        return codecs;
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

    /** The same, with the codecs of a database that has values of some types in a form of its own. */
    public Codecs with(Map<SqlTypeName, Codec> others) {
        var all = codecs.clone();
        others.forEach((name, codec) -> all[name.ordinal()] = codec);
        return new Codecs(all);
    }

    /** The codec of the type; null for {@link SqlTypeName#TABLE}. */
    public Codec of(SqlTypeName name) {
        return codecs[name.ordinal()];
    }
}
