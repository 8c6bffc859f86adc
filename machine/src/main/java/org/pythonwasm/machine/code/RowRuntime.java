package org.pythonwasm.machine.code;

import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.LinearMemory;

/** What compiled rows call: small methods, which the JVM's compiler inlines, and Python's arithmetic where it is not Java's. */
public final class RowRuntime {
    /** Each float of less is an int of 64 bits when its fraction is cut off. */
    private static final double FITS = 0x1p63;

    private RowRuntime() {}

    /** Nothing waits to be looked at. The flag of the guest is read first: it is volatile, so that both are read each time. */
    public static boolean mayGoOn(int breaker, byte[] bytes, GuestInstance guest) {
        return !guest.stop && ((int) LinearMemory.INT.get(bytes, breaker) & CodeRuntime.EVENTS) == 0;
    }

    public static long getLong(byte[] bytes, int address) {
        return (long) LinearMemory.LONG.get(bytes, address);
    }

    public static double getDouble(byte[] bytes, int address) {
        return (double) LinearMemory.DOUBLE.get(bytes, address);
    }

    public static void putLong(byte[] bytes, int address, long value) {
        LinearMemory.LONG.set(bytes, address, value);
    }

    public static void putDouble(byte[] bytes, int address, double value) {
        LinearMemory.DOUBLE.set(bytes, address, value);
    }

    /** Whether {@link Math#floorDiv(long, long)} is the quotient. */
    public static boolean canFloorDivide(long a, long b) {
        return b != 0 && (a != Long.MIN_VALUE || b != -1);
    }

    public static boolean isNotZero(long value) {
        return value != 0;
    }

    /** Whether it is a float without loss, so that comparing it with one is comparing numbers. */
    public static boolean isExact(long value) {
        return value >= -(1L << 53) && value <= 1L << 53;
    }

    public static boolean fitsLong(double value) {
        return value > -FITS && value < FITS;
    }

    /** {@code //} of floats, as CPython computes it. */
    public static double floorDivide(double a, double b) {
        double rest = a % b;
        double quotient = (a - rest) / b;
        if (rest != 0 && b < 0 != rest < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0.0, a / b);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    /** {@code %} of floats: it has the sign of the divisor. */
    public static double modulo(double a, double b) {
        double rest = a % b;
        if (rest == 0) {
            return Math.copySign(0.0, b);
        }
        return b < 0 != rest < 0 ? rest + b : rest;
    }

    /** Of a range whose ends are not further apart than a long. */
    public static long rangeLength(long start, long stop, long step) {
        if (step > 0) {
            return start < stop ? (stop - start - 1) / step + 1 : 0;
        }
        return start > stop ? (start - stop - 1) / -step + 1 : 0;
    }
}
