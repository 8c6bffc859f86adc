package org.pythonwasm.engine;

import java.time.Duration;
import java.util.Objects;

/**
 * What a guest may use. Nothing is unlimited.
 *
 * @param memoryBytes linear memory of one interpreter, rounded down to 64 KiB; beyond it Python raises {@code MemoryError}.
 *     Default 256 MiB, at least 16 MiB, below 2 GiB
 * @param wallTime of one call; then {@code TimeoutError} is raised in the script, and where it does not end within
 *     {@link #GRACE} the interpreter is killed. Default one minute
 * @param outputBytes what one call may print, in characters; default 16 Mi
 */
public record Limits(long memoryBytes, Duration wallTime, long outputBytes) {
    /** How long a script may take to end after it was told to. */
    public static final Duration GRACE = Duration.ofSeconds(1);

    private static final long MINIMUM_MEMORY = 16L << 20;
    private static final Limits DEFAULTS = new Limits(256L << 20, Duration.ofMinutes(1), 16L << 20);

    public Limits {
        Objects.requireNonNull(wallTime, "wallTime");
        if (memoryBytes < MINIMUM_MEMORY || memoryBytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "memory limit must be between 16 MiB and 2 GiB, got " + memoryBytes + " bytes");
        }
        if (wallTime.isNegative() || wallTime.isZero()) {
            throw new IllegalArgumentException("wall time limit must be positive, got " + wallTime);
        }
        if (outputBytes < 0) {
            throw new IllegalArgumentException("output limit must not be negative, got " + outputBytes);
        }
    }

    public static Limits defaults() {
        return DEFAULTS;
    }

    public Limits withMemoryBytes(long bytes) {
        return new Limits(bytes, wallTime, outputBytes);
    }

    public Limits withWallTime(Duration time) {
        return new Limits(memoryBytes, time, outputBytes);
    }

    public Limits withOutputBytes(long bytes) {
        return new Limits(memoryBytes, wallTime, bytes);
    }
}
