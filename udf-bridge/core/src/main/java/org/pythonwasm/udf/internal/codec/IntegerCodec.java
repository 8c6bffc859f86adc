package org.pythonwasm.udf.internal.codec;

import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.udf.SqlType;

/** The codec of integers, which differ in their range and their Java class only. */
abstract class IntegerCodec implements Codec {
    private final long minimum;
    private final long maximum;

    IntegerCodec(long minimum, long maximum) {
        this.minimum = minimum;
        this.maximum = maximum;
    }

    abstract Object box(long value);

    @Override
    public final void write(Batch batch, int column, int row, Object value, SqlType type) {
        batch.setLong(column, row, ((Number) value).longValue());
    }

    @Override
    public final Object read(Batch batch, int row, SqlType type) {
        return fit(batch.getLong(row), type);
    }

    final Object fit(long value, SqlType type) {
        if (value < minimum || value > maximum) {
            throw BadValueException.outOfRange(value, type);
        }
        return box(value);
    }
}
