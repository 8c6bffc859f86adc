package org.pythonwasm.udf.internal.codec;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.udf.SqlType;

/** The codec of times that have an offset from UTC: the local time, and the offset beside it. */
public abstract class ZonedCodec implements Codec {

    private ZonedCodec() {}

    public static final Codec TIME = new ZonedCodec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            var time = (OffsetTime) value;
            batch.setZoned(
                    column,
                    row,
                    DateTimeRange.micros(time.toLocalTime().toNanoOfDay(), type),
                    time.getOffset().getTotalSeconds());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            var time = DateTimeRange.time(batch.getZonedMicros(row));
            return StoreAssignment.time(time, type).atOffset(DateTimeRange.offset(batch.getZonedOffset(row)));
        }
    };

    public static final Codec TIMESTAMP = new ZonedCodec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            var time = (OffsetDateTime) value;
            batch.setZoned(
                    column,
                    row,
                    DateTimeRange.micros(StoreAssignment.timestamp(time.toLocalDateTime(), type)),
                    time.getOffset().getTotalSeconds());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            LocalDateTime time = DateTimeRange.timestamp(batch.getZonedMicros(row));
            return StoreAssignment.timestamp(time, type).atOffset(DateTimeRange.offset(batch.getZonedOffset(row)));
        }
    };
}
