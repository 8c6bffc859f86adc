package org.pythonwasm.udf.internal.codec;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.udf.SqlType;

/** The codec of a UUID: its 16 bytes. */
public final class UuidCodec implements Codec {
    private static final int SIZE = 16;

    @Override
    public void write(Batch batch, int column, int row, Object value, SqlType type) {
        var uuid = (UUID) value;
        batch.setBytes(
                column,
                row,
                ByteBuffer.allocate(SIZE)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array());
    }

    @Override
    public Object read(Batch batch, int row, SqlType type) {
        byte[] given = batch.getBytes(row);
        if (given.length != SIZE) {
            throw new BadValueException("22023", given.length + " bytes are no UUID, which has " + SIZE);
        }
        var bytes = ByteBuffer.wrap(given);
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
