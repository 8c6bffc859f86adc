package org.pythonwasm.engine.internal.text;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as messages say them: {@code 2 s}, {@code 300 ms}. */
public final class Durations {
    private static final int NANOS = 9;
    private static final int NANOS_OF_A_MILLISECOND = 1_000_000;

    private Durations() {}

    /** Returns whole seconds or milliseconds where it is that, and otherwise seconds with what is behind their point. */
    public static String of(Duration time) {
        int nanos = time.getNano();
        if (nanos == 0) {
            return time.getSeconds() + " s";
        }
        if (nanos % NANOS_OF_A_MILLISECOND == 0 && time.getSeconds() == 0) {
            return nanos / NANOS_OF_A_MILLISECOND + " ms";
        }
        var seconds = BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(nanos, NANOS));
        return seconds.stripTrailingZeros().toPlainString() + " s";
    }
}
