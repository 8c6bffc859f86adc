package org.pythonwasm.udf.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.spi.DatabaseSessions;
import org.pythonwasm.udf.spi.Interruptible;

/** The interpreters of a session end with it, and are watched together. */
@Timeout(60)
class SessionWatchTest {
    private static final int MANY = 200;

    /** What the database says of its session. */
    private static final class Rules implements DatabaseSessions {
        private final AtomicInteger looks = new AtomicInteger();
        private volatile boolean closed;
        private volatile boolean cancelled;

        @Override
        public boolean isClosed(Object session) {
            looks.incrementAndGet();
            return closed;
        }

        @Override
        public boolean isCancelled(Object session) {
            return cancelled;
        }

        @Override
        public void opened(Object session, Interruptible call) {
            SessionWatch.begin(session, call, this);
        }
    }

    /** Notes what it is asked. */
    private static final class Call implements Interruptible {
        private final boolean fails;
        private volatile boolean interrupted;
        private volatile boolean left;
        private volatile boolean ended;

        Call(boolean fails) {
            this.fails = fails;
        }

        @Override
        public void interrupt() {
            interrupted = true;
        }

        @Override
        public void leave() {
            left = true;
        }

        @Override
        public void end() {
            ended = true;
            if (fails) {
                throw new IllegalStateException("of the test");
            }
        }

        @Override
        public boolean isUsable() {
            return !left;
        }
    }

    private final Object session = new Object();
    private final Rules rules = new Rules();

    private List<Call> opened(int count) {
        var calls = new ArrayList<Call>();
        for (int i = 0; i < count; i++) {
            calls.add(new Call(i == 0));
            rules.opened(session, calls.get(i));
        }
        return calls;
    }

    private void close(List<Call> calls) {
        rules.closed = true;
        while (calls.stream().anyMatch(call -> !call.ended)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void all_interpreters_of_a_session_are_interrupted_and_end_with_it() {
        var calls = opened(MANY);
        rules.cancelled = true;
        while (calls.stream().anyMatch(call -> !call.interrupted)) {
            Thread.onSpinWait();
        }
        assertTrue(calls.stream().noneMatch(call -> call.left || call.ended));
        close(calls);
        assertTrue(calls.stream().allMatch(call -> call.left));
    }

    @Test
    void a_round_looks_at_a_session_once_however_many_functions_it_uses() {
        var one = new Object();
        var ofOne = new Rules();
        var call = new Call(false);
        SessionWatch.begin(one, call, ofOne);
        var calls = opened(MANY);
        int before = rules.looks.get();
        int rounds = ofOne.looks.get();
        while (ofOne.looks.get() < rounds + 10) {
            Thread.onSpinWait();
        }
        int looks = rules.looks.get() - before;
        assertTrue(looks <= 2 * (ofOne.looks.get() - rounds), looks + " looks");
        ofOne.closed = true;
        close(calls);
        assertFalse(call.interrupted);
    }

    @Test
    void an_interpreter_that_opens_after_all_of_its_session_have_ended_ends_too() {
        var calls = opened(2);
        close(calls);
        close(opened(1));
        assertEquals(2, calls.size());
    }
}
