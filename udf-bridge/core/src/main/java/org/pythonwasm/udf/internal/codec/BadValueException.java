package org.pythonwasm.udf.internal.codec;

import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.udf.SqlType;

/** A value that its SQL type cannot hold; becomes an SQLException when function and place are known. */
public final class BadValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;

    BadValueException(String sqlState, String message) {
        super(message, null, false, false);
        this.sqlState = sqlState;
    }

    public static BadValueException outOfRange(Object value, SqlType type) {
        return new BadValueException("22003", Excerpt.of(value) + " is out of range for " + type);
    }

    static BadValueException tooLong(int length, String unit, SqlType type) {
        return new BadValueException("22001", length + " " + unit + " are too long for " + type);
    }

    /**
     * Two keys of a MAP became one.
     *
     * @param key in the form of the type
     * @param place of the MAP in the result; empty if it is the result
     */
    static BadValueException equalKeys(Object key, SqlType type, String place) {
        return new BadValueException(
                "22023", "two keys of the dict" + place + " are one value of " + type + ": " + Excerpt.of(key));
    }

    public String sqlState() {
        return sqlState;
    }
}
