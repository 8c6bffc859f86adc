package org.pythonwasm.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * The limits of a guest. Nothing is unlimited. They are given to a runtime, to an interpreter, by
 * {@link PythonInterpreter#setLimits} to all later calls, or by {@link PythonInterpreter#withLimits} to the calls of
 * one action.
 *
 * @param memoryBytes linear memory of one interpreter, rounded down to 64 KiB; beyond it Python raises
 *     {@code MemoryError}. Default 256 MiB, at least 16 MiB, below 2 GiB
 * @param wallTime of one call; then {@code TimeoutError} is raised in the script, and if the script does not end within
 *     {@link #GRACE}, the interpreter is killed. It is killed after about 50 ms if the exception cannot be raised:
 *     Python code raises it at its next call or loop iteration, but one long operation, such as sorting a list of
 *     millions of numbers, does not end for it. Default one minute
 * @param cpuTime of one call, including that of the Java functions it calls; has the same effect as wall time. Unknown
 *     for virtual threads, for which only wall time counts. The default equals the wall time and changes with it
 * @param outputBytes printed output of one call, in characters; default 16 Mi. More ends the interpreter
 * @param valueBytes one value or script between Java and Python, in bytes as it travels; default 128 MiB. Java gets an
 *     {@link IllegalArgumentException} for a larger one; a guest that sends one ends. The message of a Java exception
 *     for Python is shortened, to 1/64 of that and to 65,536 characters at most
 * @param handles objects of one interpreter that Java may hold at a time; default 65,536. A guest that sends more ends
 * @param recursionDepth the initial value of {@code sys.getrecursionlimit()}, which a script may change. Beyond it
 *     Python raises {@code RecursionError}, and earlier if the stack of the calling thread has no more room. Default
 *     1,000, at least 100, at most 100,000
 */
public record Limits(
        long memoryBytes,
        Duration wallTime,
        Duration cpuTime,
        long outputBytes,
        int valueBytes,
        int handles,
        int recursionDepth) {
    /** The time that a script has to end after {@code TimeoutError} or {@code KeyboardInterrupt} was raised in it. */
    public static final Duration GRACE = Duration.ofSeconds(1);

    /**
     * The time that it has where other work on the machine keeps it from the processor: it is killed then, even if it
     * could not compute for half of {@link #GRACE}.
     */
    public static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

    private static final long MINIMUM_MEMORY = 16L << 20;
    private static final int MINIMUM_VALUE = 1 << 10;
    /** Importing and reporting errors needs some levels. */
    private static final int MINIMUM_RECURSION = 100;

    private static final int MAXIMUM_RECURSION = 100_000;
    private static final Limits DEFAULTS =
            new Limits(256L << 20, Duration.ofMinutes(1), Duration.ofMinutes(1), 16L << 20, 128 << 20, 1 << 16, 1_000);

    public Limits {
        if (memoryBytes < MINIMUM_MEMORY || memoryBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "memory limit must be at least 16 MiB and below 2 GiB, got " + memoryBytes + " bytes");
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
            throw new IllegalArgumentException("recursion depth must be between " + MINIMUM_RECURSION + " and "
                    + MAXIMUM_RECURSION + ", got " + recursionDepth);
        }
    }

    /** Returns these limits with the times of the others where those are longer. */
    Limits withAtLeastTheTimeOf(Limits others) {
        return withWallTime(longer(wallTime, others.wallTime)).withCpuTime(longer(cpuTime, others.cpuTime));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
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

    /** A CPU time that was equal changes, too. */
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
