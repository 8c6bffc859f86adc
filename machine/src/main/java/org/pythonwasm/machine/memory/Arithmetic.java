package org.pythonwasm.machine.memory;

/**
 * WebAssembly's operations on numbers, by their names there, which are none of the JVM's own. Generated code calls them.
 * Unsigned comparisons of 32 bits are in {@link UnsignedOrder}.
 */
public final class Arithmetic {
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Arithmetic() {}

    private static int bit(boolean holds) {
        return holds ? 1 : 0;
    }

    private static GuestTrap overflow() {
        return new GuestTrap("integer overflow");
    }

    private static GuestTrap noNumber() {
        return new GuestTrap("invalid conversion to integer");
    }

    private static GuestTrap divisionByZero() {
        return new GuestTrap("integer divide by zero");
    }

    public static int I32_CLZ(int a) {
        return Integer.numberOfLeadingZeros(a);
    }

    public static int I32_CTZ(int a) {
        return Integer.numberOfTrailingZeros(a);
    }

    public static int I32_POPCNT(int a) {
        return Integer.bitCount(a);
    }

    public static int I32_ROTL(int a, int by) {
        return Integer.rotateLeft(a, by);
    }

    public static int I32_ROTR(int a, int by) {
        return Integer.rotateRight(a, by);
    }

    public static int I32_EXTEND_8_S(int a) {
        return (byte) a;
    }

    public static int I32_EXTEND_16_S(int a) {
        return (short) a;
    }

    public static int I32_DIV_S(int a, int b) {
        if (a == Integer.MIN_VALUE && b == -1) {
            throw overflow();
        }
        if (b == 0) {
            throw divisionByZero();
        }
        return a / b;
    }

    public static int I32_DIV_U(int a, int b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return Integer.divideUnsigned(a, b);
    }

    public static int I32_REM_S(int a, int b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return a % b;
    }

    public static int I32_REM_U(int a, int b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return Integer.remainderUnsigned(a, b);
    }

    public static int I32_EQZ(int a) {
        return bit(a == 0);
    }

    public static int I32_EQ(int a, int b) {
        return bit(a == b);
    }

    public static int I32_NE(int a, int b) {
        return bit(a != b);
    }

    public static int I32_LT_S(int a, int b) {
        return bit(a < b);
    }

    public static int I32_GT_S(int a, int b) {
        return bit(a > b);
    }

    public static int I32_LE_S(int a, int b) {
        return bit(a <= b);
    }

    public static int I32_GE_S(int a, int b) {
        return bit(a >= b);
    }

    public static int I32_REINTERPRET_F32(float a) {
        return Float.floatToRawIntBits(a);
    }

    public static int I32_TRUNC_F32_S(float a) {
        return I32_TRUNC_F64_S(a);
    }

    public static int I32_TRUNC_F32_U(float a) {
        return I32_TRUNC_F64_U(a);
    }

    public static int I32_TRUNC_F64_S(double a) {
        if (a != a) {
            throw noNumber();
        }
        long whole = (long) a;
        if (whole != (int) whole) {
            throw overflow();
        }
        return (int) whole;
    }

    public static int I32_TRUNC_F64_U(double a) {
        if (a != a) {
            throw noNumber();
        }
        long whole = (long) a;
        if (whole < 0 || whole > 0xFFFF_FFFFL) {
            throw overflow();
        }
        return (int) whole;
    }

    public static int I32_TRUNC_SAT_F32_S(float a) {
        return (int) a;
    }

    public static int I32_TRUNC_SAT_F32_U(float a) {
        return I32_TRUNC_SAT_F64_U(a);
    }

    public static int I32_TRUNC_SAT_F64_S(double a) {
        return (int) a;
    }

    public static int I32_TRUNC_SAT_F64_U(double a) {
        return (int) Math.min(Math.max((long) a, 0), 0xFFFF_FFFFL);
    }

    public static long I64_CLZ(long a) {
        return Long.numberOfLeadingZeros(a);
    }

    public static long I64_CTZ(long a) {
        return Long.numberOfTrailingZeros(a);
    }

    public static long I64_POPCNT(long a) {
        return Long.bitCount(a);
    }

    public static long I64_ROTL(long a, long by) {
        return Long.rotateLeft(a, (int) by);
    }

    public static long I64_ROTR(long a, long by) {
        return Long.rotateRight(a, (int) by);
    }

    public static long I64_EXTEND_8_S(long a) {
        return (byte) a;
    }

    public static long I64_EXTEND_16_S(long a) {
        return (short) a;
    }

    public static long I64_EXTEND_32_S(long a) {
        return (int) a;
    }

    public static long I64_EXTEND_I32_U(int a) {
        return a & 0xFFFF_FFFFL;
    }

    public static long I64_DIV_S(long a, long b) {
        if (a == Long.MIN_VALUE && b == -1) {
            throw overflow();
        }
        if (b == 0) {
            throw divisionByZero();
        }
        return a / b;
    }

    public static long I64_DIV_U(long a, long b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return Long.divideUnsigned(a, b);
    }

    public static long I64_REM_S(long a, long b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return a % b;
    }

    public static long I64_REM_U(long a, long b) {
        if (b == 0) {
            throw divisionByZero();
        }
        return Long.remainderUnsigned(a, b);
    }

    public static int I64_EQZ(long a) {
        return bit(a == 0);
    }

    public static int I64_EQ(long a, long b) {
        return bit(a == b);
    }

    public static int I64_NE(long a, long b) {
        return bit(a != b);
    }

    public static int I64_LT_S(long a, long b) {
        return bit(a < b);
    }

    public static int I64_GT_S(long a, long b) {
        return bit(a > b);
    }

    public static int I64_LE_S(long a, long b) {
        return bit(a <= b);
    }

    public static int I64_GE_S(long a, long b) {
        return bit(a >= b);
    }

    public static int I64_LT_U(long a, long b) {
        return bit(a + Long.MIN_VALUE < b + Long.MIN_VALUE);
    }

    public static int I64_GT_U(long a, long b) {
        return bit(a + Long.MIN_VALUE > b + Long.MIN_VALUE);
    }

    public static int I64_LE_U(long a, long b) {
        return bit(a + Long.MIN_VALUE <= b + Long.MIN_VALUE);
    }

    public static int I64_GE_U(long a, long b) {
        return bit(a + Long.MIN_VALUE >= b + Long.MIN_VALUE);
    }

    public static long I64_REINTERPRET_F64(double a) {
        return Double.doubleToRawLongBits(a);
    }

    public static long I64_TRUNC_F32_S(float a) {
        return I64_TRUNC_F64_S(a);
    }

    public static long I64_TRUNC_F32_U(float a) {
        return I64_TRUNC_F64_U(a);
    }

    public static long I64_TRUNC_F64_S(double a) {
        if (a != a) {
            throw noNumber();
        }
        if (a < -TWO_TO_63 || a >= TWO_TO_63) {
            throw overflow();
        }
        return (long) a;
    }

    public static long I64_TRUNC_F64_U(double a) {
        if (a != a) {
            throw noNumber();
        }
        if (a <= -1 || a >= TWO_TO_64) {
            throw overflow();
        }
        return whole(a);
    }

    /** Of what lies between 0 and 2 to the 64th. */
    private static long whole(double a) {
        return a < TWO_TO_63 ? (long) a : (long) (a - TWO_TO_63) ^ Long.MIN_VALUE;
    }

    public static long I64_TRUNC_SAT_F32_S(float a) {
        return (long) a;
    }

    public static long I64_TRUNC_SAT_F32_U(float a) {
        return I64_TRUNC_SAT_F64_U(a);
    }

    public static long I64_TRUNC_SAT_F64_S(double a) {
        return (long) a;
    }

    public static long I64_TRUNC_SAT_F64_U(double a) {
        return a >= TWO_TO_64 ? -1 : a > 0 ? whole(a) : 0;
    }

    public static float F32_ABS(float a) {
        return Math.abs(a);
    }

    public static float F32_CEIL(float a) {
        return (float) Math.ceil(a);
    }

    public static float F32_FLOOR(float a) {
        return (float) Math.floor(a);
    }

    public static float F32_TRUNC(float a) {
        return (float) F64_TRUNC(a);
    }

    public static float F32_NEAREST(float a) {
        return (float) Math.rint(a);
    }

    public static float F32_SQRT(float a) {
        return (float) Math.sqrt(a);
    }

    public static float F32_MIN(float a, float b) {
        return Math.min(a, b);
    }

    public static float F32_MAX(float a, float b) {
        return Math.max(a, b);
    }

    /** The sign is the bit, also of what is no number. */
    public static float F32_COPYSIGN(float a, float sign) {
        return Float.intBitsToFloat(
                Float.floatToRawIntBits(a) & Integer.MAX_VALUE | Float.floatToRawIntBits(sign) & Integer.MIN_VALUE);
    }

    public static int F32_EQ(float a, float b) {
        return bit(a == b);
    }

    public static int F32_NE(float a, float b) {
        return bit(a != b);
    }

    public static int F32_LT(float a, float b) {
        return bit(a < b);
    }

    public static int F32_GT(float a, float b) {
        return bit(a > b);
    }

    public static int F32_LE(float a, float b) {
        return bit(a <= b);
    }

    public static int F32_GE(float a, float b) {
        return bit(a >= b);
    }

    public static float F32_CONVERT_I32_S(int a) {
        return a;
    }

    public static float F32_CONVERT_I32_U(int a) {
        return a & 0xFFFF_FFFFL;
    }

    public static float F32_CONVERT_I64_S(long a) {
        return a;
    }

    public static float F32_CONVERT_I64_U(long a) {
        return a >= 0 ? a : 2 * (float) half(a);
    }

    /** Half of a number without sign; its last bit says whether there was more, so that rounding it is rounding the number. */
    private static long half(long a) {
        return a >>> 1 | a & 1;
    }

    public static float F32_REINTERPRET_I32(int a) {
        return Float.intBitsToFloat(a);
    }

    public static double F64_ABS(double a) {
        return Math.abs(a);
    }

    public static double F64_CEIL(double a) {
        return Math.ceil(a);
    }

    public static double F64_FLOOR(double a) {
        return Math.floor(a);
    }

    public static double F64_TRUNC(double a) {
        return a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    public static double F64_NEAREST(double a) {
        return Math.rint(a);
    }

    public static double F64_SQRT(double a) {
        return Math.sqrt(a);
    }

    public static double F64_MIN(double a, double b) {
        return Math.min(a, b);
    }

    public static double F64_MAX(double a, double b) {
        return Math.max(a, b);
    }

    /** The sign is the bit, also of what is no number. */
    public static double F64_COPYSIGN(double a, double sign) {
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(a) & Long.MAX_VALUE | Double.doubleToRawLongBits(sign) & Long.MIN_VALUE);
    }

    public static int F64_EQ(double a, double b) {
        return bit(a == b);
    }

    public static int F64_NE(double a, double b) {
        return bit(a != b);
    }

    public static int F64_LT(double a, double b) {
        return bit(a < b);
    }

    public static int F64_GT(double a, double b) {
        return bit(a > b);
    }

    public static int F64_LE(double a, double b) {
        return bit(a <= b);
    }

    public static int F64_GE(double a, double b) {
        return bit(a >= b);
    }

    public static double F64_CONVERT_I32_S(int a) {
        return a;
    }

    public static double F64_CONVERT_I32_U(int a) {
        return a & 0xFFFF_FFFFL;
    }

    public static double F64_CONVERT_I64_S(long a) {
        return a;
    }

    public static double F64_CONVERT_I64_U(long a) {
        return a >= 0 ? a : 2 * (double) half(a);
    }

    public static double F64_REINTERPRET_I64(long a) {
        return Double.longBitsToDouble(a);
    }
}
