package org.pythonwasm.engine.internal.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.Limits;

/**
 * When a call kills its guest: what takes long because memory moves, or because the machine has other work, can be counted on here
 * only.
 */
@Timeout(60)
class RunningCallTest {
    private static final long GRACE_TICKS = Limits.GRACE.toNanos() / Watchdog.TICK_NANOS;

    private static final long LONGEST_GRACE_TICKS = Limits.LONGEST_GRACE.toNanos() / Watchdog.TICK_NANOS;

    private final MovingGuest guest = new MovingGuest();
    private final RunningCall call =
            new RunningCall(guest, Limits.defaults().withWallTime(Duration.ofMillis(50)), null);

    @BeforeEach
    void enter() {
        call.enter();
    }

    @AfterEach
    void end() {
        call.end();
    }

    @Test
    void a_move_that_outlasts_the_grace_is_no_death() throws InterruptedException {
        guest.moving = true;
        long since = Watchdog.now();
        while (Watchdog.now() - since < 2 * GRACE_TICKS) {
            Thread.sleep(10);
        }
        assertFalse(guest.killed, "killed while its memory moved");
        assertKilledAGraceAfterTheMove();
        assertEquals(Reason.TIMEOUT, guest.raised);
    }

    @Test
    void moves_that_follow_do_not_put_its_end_off() throws InterruptedException {
        guest.moving = true;
        Thread.sleep(200);
        assertKilledAGraceAfterTheMove();
        assertEquals(RunningCall.Fault.IN_HOST, call.fault());
    }

    /** The thread of the call sleeps, but not in a function of the host, as one does that waits for the processor. */
    @Test
    void a_script_that_ends_gets_half_a_second_of_the_processor() throws InterruptedException {
        guest.takesIt = true;
        awaitRaised();
        long since = Watchdog.now();
        long before = CpuTime.nanos(Thread.currentThread());
        while (Watchdog.now() - since < 2 * GRACE_TICKS) {
            Thread.sleep(10);
        }
        assertFalse(guest.killed, "killed while it waited for the processor");
        while (!guest.killed) {
            Thread.onSpinWait();
        }
        // On a busy machine the longest grace may be over first.
        long computed = CpuTime.nanos(Thread.currentThread()) - before;
        assertTrue(computed < Limits.GRACE.toNanos(), "it computed, and was not killed");
        assertEquals(RunningCall.Fault.IGNORED, call.fault());
    }

    @Test
    void a_script_that_gets_nothing_of_the_processor_is_killed_at_last() throws InterruptedException {
        guest.takesIt = true;
        awaitRaised();
        while (!guest.killed) {
            Thread.sleep(100);
        }
        assertTrue(Watchdog.now() - guest.raisedAt >= LONGEST_GRACE_TICKS, "killed within the longest grace");
    }

    @Test
    void a_script_that_waits_in_the_host_gets_the_grace_only() throws InterruptedException {
        guest.takesIt = true;
        awaitRaised();
        guest.moving = true;
        long since = Watchdog.now();
        while (!guest.killed) {
            Thread.sleep(10);
        }
        assertTrue(Watchdog.now() - since < LONGEST_GRACE_TICKS, "it was given more time");
    }

    @Test
    void a_script_that_waits_for_a_compiler_which_gets_nothing_of_the_processor_has_the_longest_grace()
            throws InterruptedException {
        awaitRaised();
        guest.compiling = true;
        while (!guest.killed) {
            Thread.sleep(10);
        }
        assertTrue(Watchdog.now() - guest.raisedAt >= LONGEST_GRACE_TICKS, "killed within the longest grace");
        assertEquals(RunningCall.Fault.COMPILING, call.fault());
    }

    private void awaitRaised() throws InterruptedException {
        while (guest.raised == null) {
            Thread.sleep(10);
        }
    }

    /** In ticks of the watchdog, which a busy machine delays. Another move begins at once. */
    private void assertKilledAGraceAfterTheMove() throws InterruptedException {
        long since = Watchdog.now();
        guest.moving = false;
        guest.moved.run();
        guest.moving = true;
        while (!guest.killed) {
            Thread.sleep(10);
        }
        assertTrue(Watchdog.now() - since > GRACE_TICKS, "killed within the grace");
    }

    /** A guest in which the exception can be raised only where its memory stands still. */
    private static final class MovingGuest implements Watched {
        volatile boolean moving;
        /** Whether it goes on to take the exception, and then to ignore it. */
        volatile boolean takesIt;

        volatile boolean compiling;
        volatile boolean killed;
        volatile Reason raised;
        /** Here, and not when the test's thread sees it, which a busy machine delays. */
        volatile long raisedAt;

        private Runnable moved;

        @Override
        public boolean takesExceptions() {
            return true;
        }

        @Override
        public boolean raise(Reason reason) {
            if (moving) {
                return false;
            }
            raisedAt = Watchdog.now();
            raised = reason;
            return true;
        }

        @Override
        public boolean isMoving() {
            return moving;
        }

        @Override
        public void whenMoved(Runnable action) {
            moved = action;
        }

        @Override
        public boolean isWaiting() {
            return raised != null && !takesIt;
        }

        @Override
        public void remind() {}

        @Override
        public void kill() {
            killed = true;
        }

        @Override
        public boolean isKilled() {
            return killed;
        }

        @Override
        public void clear() {}

        @Override
        public boolean inHost() {
            return moving || compiling;
        }

        @Override
        public boolean isCompiling() {
            return compiling;
        }

        @Override
        public int hostCalls() {
            return 0;
        }

        @Override
        public Thread worker() {
            return null;
        }

        @Override
        public long memoryBytes() {
            return 0;
        }
    }
}
