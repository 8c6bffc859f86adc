package org.pythonwasm.udf.internal;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import org.pythonwasm.engine.Batch;
import org.pythonwasm.udf.SqlType;

/** Times that have an offset from UTC: the local time travels, and the offset beside it. */
public abstract class ZonedCodec implements Codec {

    private ZonedCodec() {
    }

    public static final Codec TIME = new ZonedCodec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            var time = (OffsetTime) value;
            batch.setZoned(column, row, Calendar.micros(time.toLocalTime().toNanoOfDay(), type),
                    time.getOffset().getTotalSeconds());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            var time = Calendar.time(batch.getZonedMicros(row));
            return Fit.time(time, type).atOffset(Calendar.offset(batch.getZonedOffset(row)));
        }
    };

    public static final Codec TIMESTAMP = new ZonedCodec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            var time = (OffsetDateTime) value;
            batch.setZoned(column, row, Calendar.micros(Fit.timestamp(time.toLocalDateTime(), type)),
                    time.getOffset().getTotalSeconds());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            LocalDateTime time = Calendar.timestamp(batch.getZonedMicros(row));
            return Fit.timestamp(time, type).atOffset(Calendar.offset(batch.getZonedOffset(row)));
        }
    };
}
