package org.pythonwasm.udf.internal.codec;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.udf.SqlType;

/**
 * Writes values of one SQL type into a batch and reads them, with the checks of SQL's store assignment (SQL:2016 part
 * 2, 9.2). Values are never null here. Stateless.
 */
public interface Codec {

    void write(Batch batch, int column, int row, Object value, SqlType type);

    Object read(Batch batch, int row, SqlType type);

    /** Characters or bytes of a value of varying length, roughly; 0 for any other. */
    default int size(Object value) {
        return 0;
    }

    Codec BOOLEAN = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setLong(column, row, (Boolean) value ? 1 : 0);
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return batch.getLong(row) != 0;
        }
    };

    IntegerCodec TINYINT = new IntegerCodec(Byte.MIN_VALUE, Byte.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (byte) value;
        }
    };

    IntegerCodec SMALLINT = new IntegerCodec(Short.MIN_VALUE, Short.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (short) value;
        }
    };

    IntegerCodec INTEGER = new IntegerCodec(Integer.MIN_VALUE, Integer.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (int) value;
        }
    };

    IntegerCodec BIGINT = new IntegerCodec(Long.MIN_VALUE, Long.MAX_VALUE) {
        @Override
        Object box(long value) {
            return value;
        }
    };

    Codec DOUBLE = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setDouble(column, row, ((Number) value).doubleValue());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return batch.getDouble(row);
        }
    };

    Codec REAL = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setDouble(column, row, ((Number) value).doubleValue());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return StoreAssignment.real(batch.getDouble(row), type);
        }
    };

    /**
     * The digits of a decimal number that Python returns, and of zeros around it. A batch may hold a thousand such
     * numbers.
     */
    int MOST_DIGITS = 10_000;

    Codec DECIMAL = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setText(
                    column,
                    row,
                    StoreAssignment.decimal((BigDecimal) value, type).toString());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            String text = batch.getText(row);
            if (text.length() > MOST_DIGITS) {
                // BigDecimal takes time in the square of the length, and nothing could end it.
                throw BadValueException.outOfRange(
                        text.substring(0, 20) + "… of " + text.length() + " characters", type);
            }
            try {
                return StoreAssignment.decimal(new BigDecimal(text), type);
            } catch (NumberFormatException notFinite) {
                throw BadValueException.outOfRange(text, type);
            }
        }
    };

    Codec TEXT = new Codec() {
        @Override
        public int size(Object value) {
            return ((String) value).length();
        }

        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setText(column, row, StoreAssignment.text((String) value, type));
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return StoreAssignment.text(batch.getText(row), type);
        }
    };

    /** The text unchanged, because Python reads and writes JSON. */
    Codec JSON = new Codec() {
        @Override
        public int size(Object value) {
            return ((String) value).length();
        }

        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setText(column, row, (String) value);
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return StoreAssignment.json(batch.getText(row), type);
        }
    };

    Codec BYTES = new Codec() {
        @Override
        public int size(Object value) {
            return ((byte[]) value).length;
        }

        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setBytes(column, row, StoreAssignment.bytes((byte[]) value, type));
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return StoreAssignment.bytes(batch.getBytes(row), type);
        }
    };

    Codec DATE = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            var date = (LocalDate) value;
            DateTimeRange.check(date, date.getYear());
            batch.setLong(column, row, date.toEpochDay());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return DateTimeRange.date(batch.getLong(row));
        }
    };

    Codec TIME = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setLong(column, row, DateTimeRange.micros(((LocalTime) value).toNanoOfDay(), type));
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return StoreAssignment.time(DateTimeRange.time(batch.getLong(row)), type);
        }
    };

    Codec TIMESTAMP = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setLong(column, row, DateTimeRange.micros(StoreAssignment.timestamp((LocalDateTime) value, type)));
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return StoreAssignment.timestamp(DateTimeRange.timestamp(batch.getLong(row)), type);
        }
    };
}
