package org.pythonwasm.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class SteadyStateTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now;
    private long compiledMillis;
    private int runs;

    @Test
    void work_of_constant_time_is_steady_after_three_windows() throws Exception {
        var result = measure(run -> SECOND / 10);
        assertTrue(result.steady());
        assertEquals(SECOND / 10, result.nanos());
        assertEquals(15, runs);
    }

    @Test
    void work_that_gets_faster_is_repeated_until_it_does_no_more() throws Exception {
        var result = measure(run -> run < 20 ? SECOND - run * SECOND / 25 : SECOND / 5);
        assertTrue(result.steady());
        assertEquals(SECOND / 5, result.nanos());
    }

    @Test
    void work_that_never_settles_ends_at_the_bound_and_says_so() throws Exception {
        var result = measure(run -> run % 2 == 0 ? SECOND : 2 * SECOND);
        assertFalse(result.steady());
        assertTrue(now >= 60 * SECOND && now <= 62 * SECOND, "ended after " + now);
    }

    @Test
    void constant_times_are_not_steady_while_the_compiler_works() throws Exception {
        var result = measure(run -> {
            compiledMillis += run < 100 ? 50 : 0;
            return SECOND / 10;
        });
        assertTrue(result.steady());
        assertTrue(runs > 100, "ended after " + runs + " runs");
    }

    private SteadyState.Result measure(LongUnaryOperator timeOfRun) throws Exception {
        return new SteadyState(60 * SECOND, () -> now, () -> compiledMillis)
                .measure(() -> now += timeOfRun.applyAsLong(runs++));
    }
}
