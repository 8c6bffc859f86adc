package org.pythonwasm.engine.internal.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Converts numbers that cross between Python and Java to other numbers of the same value. Their size is compared first,
 * by bits and exponents: a script creates {@code 1 << 4_000_000} and {@code Decimal('1E+20000000')} in no time, and
 * Java would take hours to write them out.
 */
public final class Numbers {
    /** The largest number of decimal digits of one number with which Java computes. */
    public static final int MOST_DIGITS = 100_000;

    private static final double DIGITS_OF_A_BIT = Math.log10(2);
    /** No double needs more decimal digits than these to differ from its neighbours. */
    private static final MathContext DIGITS_OF_A_DOUBLE = new MathContext(17);

    private static final int LONG_DIGITS = 19;

    private Numbers() {}

    /** Returns the number of decimal digits, or one less, in constant time. */
    public static long leastDigits(BigInteger number) {
        return (long) (Math.max(0, number.bitLength() - 1) * DIGITS_OF_A_BIT) + 1;
    }

    /**
     * Returns the number of digits before the point, which is zero or negative for small fractions. For a decimal
     * number with more than {@link #MOST_DIGITS} digits in all it may be one less.
     */
    public static long integerDigits(BigDecimal number) {
        long digits = leastDigits(number.unscaledValue());
        return (digits > MOST_DIGITS ? digits : number.precision()) - number.scale();
    }

    /**
     * Returns the number as an instance of the class, a box or BigInteger or BigDecimal; null if its value would
     * change.
     */
    public static Number convert(Number number, Class<?> type) {
        if (type == Double.class) {
            return toDouble(number);
        } else if (type == Float.class) {
            return toFloat(number);
        } else if (type == BigDecimal.class) {
            return toDecimal(number);
        } else if (type == BigInteger.class) {
            return toInteger(number);
        }
        Long value = toLong(number);
        if (value == null || type == Long.class) {
            return value;
        } else if (type == Integer.class && value == value.intValue()) {
            return value.intValue();
        } else if (type == Short.class && value == value.shortValue()) {
            return value.shortValue();
        }
        return type == Byte.class && value == value.byteValue() ? value.byteValue() : null;
    }

    private static boolean isLong(Number number) {
        return number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte;
    }

    private static Long toLong(Number number) {
        if (isLong(number)) {
            return number.longValue();
        }
        if (number instanceof BigDecimal decimal && integerDigits(decimal) > LONG_DIGITS && decimal.signum() != 0) {
            return null;
        }
        var integer = toInteger(number);
        return integer == null || integer.bitLength() >= Long.SIZE ? null : integer.longValue();
    }

    private static BigInteger toInteger(Number number) {
        if (number instanceof BigInteger big) {
            return big;
        }
        var decimal = toDecimal(number);
        if (decimal == null || decimal.signum() == 0) {
            return decimal == null ? null : BigInteger.ZERO;
        }
        long digits = integerDigits(decimal);
        if (digits <= 0 || digits > MOST_DIGITS) {
            return null;
        }
        try {
            return decimal.toBigIntegerExact();
        } catch (ArithmeticException fraction) {
            return null;
        }
    }

    private static BigDecimal toDecimal(Number number) {
        if (isLong(number)) {
            return BigDecimal.valueOf(number.longValue());
        } else if (number instanceof BigInteger big) {
            return leastDigits(big) > MOST_DIGITS ? null : new BigDecimal(big);
        } else if (number instanceof BigDecimal decimal) {
            return leastDigits(decimal.unscaledValue()) > MOST_DIGITS ? null : decimal;
        }
        return isFloating(number) && Double.isFinite(number.doubleValue()) ? new BigDecimal(number.toString()) : null;
    }

    private static boolean isFloating(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    private static Double toDouble(Number number) {
        if (isFloating(number)) {
            return number.doubleValue();
        }
        double value;
        if (number instanceof BigDecimal decimal) {
            value = nearest(decimal);
            return Double.isFinite(value) && isWritten(decimal, new BigDecimal(value)) ? value : null;
        }
        var integer = toInteger(number);
        return integer != null && isExact(integer, 53, Double.MAX_EXPONENT) ? integer.doubleValue() : null;
    }

    /**
     * A float of Python is rounded, because Python has no smaller type; it must not become infinite or zero by that.
     */
    private static Float toFloat(Number number) {
        if (isFloating(number)) {
            double value = number.doubleValue();
            float narrow = (float) value;
            boolean gone = Float.isInfinite(narrow) != Double.isInfinite(value) || narrow == 0 && value != 0;
            return gone ? null : narrow;
        }
        if (number instanceof BigDecimal decimal) {
            float value = (float) nearest(decimal);
            return Float.isFinite(value) && isWritten(decimal, new BigDecimal(value)) ? value : null;
        }
        var integer = toInteger(number);
        return integer != null && isExact(integer, 24, Float.MAX_EXPONENT) ? integer.floatValue() : null;
    }

    /** NaN if a double has no such exponent. */
    private static double nearest(BigDecimal decimal) {
        if (decimal.signum() == 0) {
            return 0;
        }
        long digits = integerDigits(decimal);
        boolean possible = leastDigits(decimal.unscaledValue()) <= MOST_DIGITS && digits > -400 && digits < 400;
        return possible ? decimal.doubleValue() : Double.NaN;
    }

    /**
     * Returns whether the decimal number is the binary one, or one of the texts of the binary one: 0.1 is no sum of
     * powers of two.
     */
    private static boolean isWritten(BigDecimal decimal, BigDecimal binary) {
        if (binary.compareTo(decimal) == 0) {
            return true;
        }
        var rounded = decimal.round(DIGITS_OF_A_DOUBLE);
        if (rounded.compareTo(decimal) != 0 || binary.signum() == 0) {
            return false;
        }
        var digits = new MathContext(rounded.stripTrailingZeros().precision());
        return binary.round(digits).compareTo(decimal) == 0;
    }

    private static boolean isExact(BigInteger integer, int bits, int maxExponent) {
        if (integer.signum() == 0) {
            return true;
        }
        if (integer.bitLength() > maxExponent + 1) {
            return false;
        }
        int length = integer.abs().bitLength();
        return length <= maxExponent + 1 && length - integer.getLowestSetBit() <= bits;
    }
}
