package org.pythonwasm.udf;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.pythonwasm.engine.Limits;

/**
 * A limit of {@link Limits} that a statement may set for its function:
 * {@code WITH (timeout = '2 s', memory = '64 MB')}. Other limits are those of {@link Limits#defaults()}. There is no
 * limit of handles, because SQL functions create none.
 */
public enum FunctionLimit {
    /** {@link Limits#wallTime()}. Rows that go to Python together are one call: up to 1,024. */
    TIMEOUT(Unit.TIME) {
        @Override
        Limits in(Limits limits, long milliseconds) {
            return limits.withWallTime(Duration.ofMillis(milliseconds));
        }

        @Override
        long of(Limits limits) {
            return limits.wallTime().toMillis();
        }
    },
    /** {@link Limits#cpuTime()}; equal to the timeout unless set. */
    CPU_TIME(Unit.TIME) {
        @Override
        Limits in(Limits limits, long milliseconds) {
            return limits.withCpuTime(Duration.ofMillis(milliseconds));
        }

        @Override
        long of(Limits limits) {
            return limits.cpuTime().toMillis();
        }
    },
    /** {@link Limits#memoryBytes()}. */
    MEMORY(Unit.SIZE) {
        @Override
        Limits in(Limits limits, long bytes) {
            return limits.withMemoryBytes(bytes);
        }

        @Override
        long of(Limits limits) {
            return limits.memoryBytes();
        }
    },
    /** {@link Limits#outputBytes()}; printed text is discarded, but it counts. */
    OUTPUT(Unit.SIZE) {
        @Override
        Limits in(Limits limits, long characters) {
            return limits.withOutputBytes(characters);
        }

        @Override
        long of(Limits limits) {
            return limits.outputBytes();
        }
    },
    /** {@link Limits#valueBytes()}. */
    VALUE_SIZE(Unit.SIZE) {
        @Override
        Limits in(Limits limits, long bytes) {
            return limits.withValueBytes((int) Math.min(bytes, Integer.MAX_VALUE));
        }

        @Override
        long of(Limits limits) {
            return limits.valueBytes();
        }
    },
    /** {@link Limits#recursionDepth()}. */
    RECURSION_DEPTH(Unit.NUMBER) {
        @Override
        Limits in(Limits limits, long levels) {
            return limits.withRecursionDepth((int) Math.min(levels, Integer.MAX_VALUE));
        }

        @Override
        long of(Limits limits) {
            return limits.recursionDepth();
        }
    };

    /** The notation of an amount. */
    public enum Unit {
        /** In milliseconds. */
        TIME(
                "a time such as '2 s' (units ms, s, min)",
                Map.of("ms", 1L, "s", 1000L, "min", 60_000L),
                "ms",
                1,
                "s",
                1000),
        /** In bytes, or characters; units of 1,024. */
        SIZE(
                "a size such as '64 MB' (units KB, MB, GB)",
                Map.of("kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30),
                "KB",
                1 << 10,
                "MB",
                1 << 20),
        /** A plain number. */
        NUMBER("a number such as 500", Map.of("", 1L), "", 1, "", 1);

        private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}) *([a-z]*)");

        private final String example;
        private final Map<String, Long> factors;
        private final String small;
        private final int smallFactor;
        private final String large;
        private final int largeFactor;

        Unit(String example, Map<String, Long> factors, String small, int smallFactor, String large, int largeFactor) {
            this.example = example;
            this.factors = factors;
            this.small = small;
            this.smallFactor = smallFactor;
            this.large = large;
            this.largeFactor = largeFactor;
        }

        /** Returns the expected form, for a message. */
        public String example() {
            return example;
        }

        /** Returns the amount that such a text names; empty if it names none. */
        public OptionalLong parse(String text) {
            var amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
            return amount.matches() && factors.containsKey(amount.group(2))
                    ? OptionalLong.of(Long.parseLong(amount.group(1)) * factors.get(amount.group(2)))
                    : OptionalLong.empty();
        }

        /** Returns the amount for messages: {@code 2 s}. */
        public String inWords(long amount) {
            return (amount % largeFactor == 0 ? amount / largeFactor + " " + large : exactly(amount)).strip();
        }

        /** {@code 2000 ms}. */
        String exactly(long amount) {
            return (amount / smallFactor + " " + small).strip();
        }
    }

    private final Unit unit;

    FunctionLimit(Unit unit) {
        this.unit = unit;
    }

    /**
     * Returns the limits with this one of that amount.
     *
     * @throws IllegalArgumentException if the amount cannot be a limit
     */
    abstract Limits in(Limits limits, long amount);

    abstract long of(Limits limits);

    /**
     * Returns the most that the operator lets functions of this JVM have, by the system property {@code python-wasm.functionLimits};
     * empty if it does not name this limit.
     *
     * @throws IllegalArgumentException if the property is malformed
     */
    public OptionalLong most() {
        return LimitCeilings.ofSystem().of(this);
    }

    public Unit unit() {
        return unit;
    }

    /** Returns the option's name in statements. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
