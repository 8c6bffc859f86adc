package org.pythonwasm.udf.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.pythonwasm.engine.Batch;
import org.pythonwasm.udf.SqlType;

/**
 * One SQL type's way into a batch and out of it, with the checks that SQL's store assignment asks for (SQL:2016 part 2,
 * 9.2). Values are never null here. Stateless.
 */
public interface Codec {

    void write(Batch batch, int column, int row, Object value, SqlType type);

    Object read(Batch batch, int row, SqlType type);

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

    Codec TINYINT = new IntegerCodec(Byte.MIN_VALUE, Byte.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (byte) value;
        }
    };

    Codec SMALLINT = new IntegerCodec(Short.MIN_VALUE, Short.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (short) value;
        }
    };

    Codec INTEGER = new IntegerCodec(Integer.MIN_VALUE, Integer.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (int) value;
        }
    };

    Codec BIGINT = new IntegerCodec(Long.MIN_VALUE, Long.MAX_VALUE) {
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
            double value = batch.getDouble(row);
            float narrow = (float) value;
            if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
                throw BadValueException.outOfRange(value, type);
            }
            return narrow;
        }
    };

    /** Of a decimal number that Python answers. */
    int MOST_DIGITS = 100_000;

    Codec DECIMAL = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setText(column, row, fit((BigDecimal) value, type).toString());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            String text = batch.getText(row);
            if (text.length() > MOST_DIGITS) {
                // BigDecimal takes time that grows with the square of the length, and nothing could end it.
                throw BadValueException.outOfRange(text.substring(0, 20) + "… of " + text.length() + " characters", type);
            }
            try {
                return fit(new BigDecimal(text), type);
            } catch (NumberFormatException notFinite) {
                throw BadValueException.outOfRange(text, type);
            }
        }

        private BigDecimal fit(BigDecimal value, SqlType type) {
            if (type.precision() == SqlType.UNSPECIFIED) {
                return value;
            }
            // Before setScale: a number such as 1E+999999999 would otherwise be written out digit by digit.
            if ((long) value.precision() - value.scale() > type.precision() - type.scale() && value.signum() != 0) {
                throw BadValueException.outOfRange(value, type);
            }
            var rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
            if (rounded.precision() > type.precision()) {
                throw BadValueException.outOfRange(value, type);
            }
            return rounded;
        }
    };

    Codec TEXT = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setText(column, row, fit((String) value, type));
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return fit(batch.getText(row), type);
        }

        private String fit(String text, SqlType type) {
            int limit = type.precision();
            if (limit == SqlType.UNSPECIFIED || text.length() <= limit) {
                return text;
            }
            int length = text.codePointCount(0, text.length());
            if (length > limit) {
                throw BadValueException.tooLong(length, "characters", type);
            }
            return text;
        }
    };

    Codec BYTES = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setBytes(column, row, fit((byte[]) value, type));
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return fit(batch.getBytes(row), type);
        }

        private byte[] fit(byte[] bytes, SqlType type) {
            if (type.precision() != SqlType.UNSPECIFIED && bytes.length > type.precision()) {
                throw BadValueException.tooLong(bytes.length, "bytes", type);
            }
            return bytes;
        }
    };

    Codec DATE = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            var date = (LocalDate) value;
            Calendar.check(date, date.getYear());
            batch.setLong(column, row, date.toEpochDay());
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return LocalDate.ofEpochDay(batch.getLong(row));
        }
    };

    Codec TIME = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            batch.setLong(column, row, Calendar.micros(((LocalTime) value).toNanoOfDay(), type));
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            return LocalTime.ofNanoOfDay(Calendar.micros(batch.getLong(row) * Calendar.NANOS, type) * Calendar.NANOS);
        }
    };

    Codec TIMESTAMP = new Codec() {
        @Override
        public void write(Batch batch, int column, int row, Object value, SqlType type) {
            var time = (LocalDateTime) value;
            Calendar.check(time, time.getYear());
            long micros = Calendar.micros(time.getNano(), type);
            batch.setLong(column, row, time.toEpochSecond(ZoneOffset.UTC) * Calendar.SECOND + micros);
        }

        @Override
        public Object read(Batch batch, int row, SqlType type) {
            long value = batch.getLong(row);
            long fraction = Math.floorMod(value, Calendar.SECOND) * Calendar.NANOS;
            int nanos = (int) (Calendar.micros(fraction, type) * Calendar.NANOS);
            return LocalDateTime.ofEpochSecond(Math.floorDiv(value, Calendar.SECOND), nanos, ZoneOffset.UTC);
        }
    };
}
