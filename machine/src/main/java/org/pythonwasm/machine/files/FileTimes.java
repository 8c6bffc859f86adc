package org.pythonwasm.machine.files;

import java.time.Clock;
import java.util.OptionalLong;

/**
 * Times that a file is to be given, in nanoseconds since 1970; those that are absent stay.
 *
 * @param accessed of the last reading
 * @param modified of the last writing
 */
public record FileTimes(OptionalLong accessed, OptionalLong modified) {
    /** From the arguments of the functions that set them: of each time a flag for "the one given" and one for "now". */
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
