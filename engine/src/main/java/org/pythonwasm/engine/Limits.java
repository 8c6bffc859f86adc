package org.pythonwasm.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * What a guest may use. Nothing is unlimited. Given to a runtime, to an interpreter, or by
 * {@link PythonInterpreter#setLimits} to calls from some moment on, or by {@link PythonInterpreter#withLimits} to some calls.
 *
 * @param memoryBytes linear memory of one interpreter, rounded down to 64 KiB; beyond it Python raises {@code MemoryError}.
 *     Default 256 MiB, at least 16 MiB, below 2 GiB
 * @param wallTime of one call; then {@code TimeoutError} is raised in the script, and where it does not end within
 *     {@link #GRACE} the interpreter is killed. It is killed after some 50 ms where the exception cannot be raised: Python code
 *     takes it at its next call or turn of a loop, but one long operation, such as sorting a list of millions of numbers, does
 *     not end for it. Default one minute
 * @param cpuTime of one call, also that of the Java functions it calls; ends it as wall time does. Not known of virtual
 *     threads, where wall time alone counts. Default as much as wall time, which changes with that
 * @param outputBytes what one call may print, in characters; default 16 Mi. More ends the interpreter
 * @param valueBytes one value or script on its way between Java and Python, in bytes of its JSON; default 128 MiB. Java
 *     gets an {@link IllegalArgumentException} for a larger one; a guest that sends one ends;
 *     the message of a Java exception on its way to Python is shortened, to 1/64 of that and 65,536 characters at most
 * @param handles how many objects of one interpreter Java may hold at a time; default 65,536. A guest that sends more ends
 * @param recursionDepth what {@code sys.getrecursionlimit()} answers, which a script may change; beyond it Python raises
 *     {@code RecursionError}, and before it where the stack of the calling thread has no more room. Default 1,000, at least 100,
 *     at most 100,000
 */
public record Limits(long memoryBytes, Duration wallTime, Duration cpuTime, long outputBytes, int valueBytes, int handles,
        int recursionDepth) {
    /** How long a script may take to end after {@code TimeoutError} or {@code KeyboardInterrupt} was raised in it. */
    public static final Duration GRACE = Duration.ofSeconds(1);

    private static final long MINIMUM_MEMORY = 16L << 20;
    private static final int MINIMUM_VALUE = 1 << 10;
    /** Importing and reporting errors takes some levels. */
    private static final int MINIMUM_RECURSION = 100;
    private static final int MAXIMUM_RECURSION = 100_000;
    private static final Limits DEFAULTS =
            new Limits(256L << 20, Duration.ofMinutes(1), Duration.ofMinutes(1), 16L << 20, 128 << 20, 1 << 16, 1_000);

    public Limits {
        if (memoryBytes < MINIMUM_MEMORY || memoryBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "memory limit must be between 16 MiB and 2 GiB, got " + memoryBytes + " bytes");
        }
        requirePositive("wall time", wallTime);
        requirePositive("CPU time", cpuTime);
        if (outputBytes < 0) {
            throw new IllegalArgumentException("output limit must not be negative, got " + outputBytes);
        }
        if (valueBytes < MINIMUM_VALUE) {
            throw new IllegalArgumentException("value limit must be at least 1 KiB, got " + valueBytes + " bytes");
        }
        if (handles < 1) {
            throw new IllegalArgumentException("handle limit must be at least 1, got " + handles);
        }
        if (recursionDepth < MINIMUM_RECURSION || recursionDepth > MAXIMUM_RECURSION) {
            throw new IllegalArgumentException("recursion depth must be between " + MINIMUM_RECURSION + " and " + MAXIMUM_RECURSION
                    + ", got " + recursionDepth);
        }
    }

    private static void requirePositive(String what, Duration time) {
        Objects.requireNonNull(time, what);
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(what + " limit must be positive, got " + time);
        }
    }

    public static Limits defaults() {
        return DEFAULTS;
    }

    public Limits withMemoryBytes(long bytes) {
        return new Limits(bytes, wallTime, cpuTime, outputBytes, valueBytes, handles, recursionDepth);
    }

    /** CPU time that was the same changes too. */
    public Limits withWallTime(Duration time) {
        Duration cpu = cpuTime.equals(wallTime) ? time : cpuTime;
        return new Limits(memoryBytes, time, cpu, outputBytes, valueBytes, handles, recursionDepth);
    }

    public Limits withCpuTime(Duration time) {
        return new Limits(memoryBytes, wallTime, time, outputBytes, valueBytes, handles, recursionDepth);
    }

    public Limits withOutputBytes(long bytes) {
        return new Limits(memoryBytes, wallTime, cpuTime, bytes, valueBytes, handles, recursionDepth);
    }

    public Limits withValueBytes(int bytes) {
        return new Limits(memoryBytes, wallTime, cpuTime, outputBytes, bytes, handles, recursionDepth);
    }

    public Limits withHandles(int count) {
        return new Limits(memoryBytes, wallTime, cpuTime, outputBytes, valueBytes, count, recursionDepth);
    }

    public Limits withRecursionDepth(int levels) {
        return new Limits(memoryBytes, wallTime, cpuTime, outputBytes, valueBytes, handles, levels);
    }
}
