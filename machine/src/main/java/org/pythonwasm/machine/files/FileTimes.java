package org.pythonwasm.machine.files;

import java.time.Clock;
import java.util.OptionalLong;

/**
 * New times of a file, in nanoseconds since 1970; absent times are not changed.
 *
 * @param accessed of the last reading
 * @param modified of the last writing
 */
public record FileTimes(OptionalLong accessed, OptionalLong modified) {
    /**
     * Reads the arguments of the functions that set times: for each time there is a flag for "the given one" and one
     * for "now".
     */
    public static FileTimes of(long accessed, long modified, int flags, Clock clock) throws ErrnoException {
        return new FileTimes(time(accessed, flags, clock), time(modified, flags >>> 2, clock));
    }

    private static OptionalLong time(long given, int flags, Clock clock) throws ErrnoException {
        return switch (flags & 3) {
            case 0 -> OptionalLong.empty();
            case 1 -> OptionalLong.of(given);
            case 2 -> OptionalLong.of(now(clock));
            default -> throw new ErrnoException(Errno.INVAL);
        };
    }

    public static long now(Clock clock) {
        var now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
