package org.pythonwasm.engine.internal.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.engine.internal.thread.Turns.End;

@Timeout(120)
class TurnsTest {
    private static final long FOREVER = Long.MAX_VALUE;

    private final Turns turns = new Turns();
    private final Seat one = new Seat();
    private final Seat two = new Seat();

    private final class Seat implements Turns.Place {
        private final AtomicReference<Thread> holder = new AtomicReference<>();
        private volatile boolean gone;

        @Override
        public boolean offer(Thread thread) {
            return holder.compareAndSet(null, thread);
        }

        @Override
        public Thread holder() {
            return holder.get();
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        void leave() {
            holder.set(null);
            turns.left(this);
        }

        void goAway() {
            gone = true;
            turns.gone(this);
        }
    }

    /** Starts a thread and returns when that many wait. */
    private Thread waiting(int expected, Runnable work) {
        var thread = new Thread(work);
        thread.start();
        while (turns.length() < expected) {
            Thread.onSpinWait();
        }
        return thread;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void a_free_place_is_taken_at_once() {
        assertEquals(End.TAKEN, turns.take(one, 0));
        assertSame(Thread.currentThread(), one.holder());
        assertSame(two, turns.takeAny(List.of(one, two), 0).place());
        assertTrue(turns.isEmpty());
    }

    @Test
    void a_place_that_another_thread_holds_is_waited_for_no_longer_than_said() throws InterruptedException {
        var other = new Thread(() -> turns.take(one, 0));
        other.start();
        other.join();
        assertEquals(End.LATE, turns.take(one, 1));
        assertEquals(new Turns.Any(End.LATE, null), turns.takeAny(List.of(one), 0));
        assertTrue(turns.isEmpty());
    }

    @Test
    void threads_come_in_the_order_of_the_line_whatever_they_wait_for() throws InterruptedException {
        turns.take(one, 0);
        turns.take(two, 0);
        var order = Collections.synchronizedList(new ArrayList<String>());
        var threads = new ArrayList<Thread>();
        threads.add(waiting(1, () -> {
            turns.take(two, FOREVER);
            order.add("two");
            two.leave();
        }));
        for (int i = 0; i < 4; i++) {
            String name = i % 2 == 0 ? "any " + i : "one " + i;
            threads.add(waiting(i + 2, () -> {
                if (name.startsWith("any")) {
                    assertSame(one, turns.takeAny(List.of(one, two), FOREVER).place());
                } else {
                    turns.take(one, FOREVER);
                }
                order.add(name);
                one.leave();
            }));
        }
        one.leave();
        join(threads.subList(1, 5));
        two.leave();
        join(threads);
        assertEquals(List.of("any 0", "one 1", "any 2", "one 3", "two"), order);
        assertNull(one.holder());
    }

    @Test
    void nobody_waits_for_a_place_that_is_gone() throws InterruptedException {
        turns.take(one, 0);
        var ends = Collections.synchronizedList(new ArrayList<End>());
        var threads = List.of(
                waiting(1, () -> ends.add(turns.take(one, FOREVER))),
                waiting(2, () -> ends.add(turns.takeAny(List.of(one), FOREVER).end())));
        one.goAway();
        join(threads);
        assertEquals(List.of(End.GONE, End.GONE), ends);
        ends.clear();
        var late = new Thread(() -> ends.add(turns.take(one, FOREVER)));
        late.start();
        late.join();
        assertEquals(List.of(End.GONE), ends);
    }

    @Test
    void a_new_place_is_looked_for_again() throws InterruptedException {
        turns.take(one, 0);
        var ends = Collections.synchronizedList(new ArrayList<End>());
        var any = waiting(1, () -> ends.add(turns.takeAny(List.of(one), FOREVER).end()));
        turns.lookAgain();
        any.join();
        assertEquals(List.of(End.GONE), ends);
    }

    @Test
    void an_interrupted_thread_leaves_the_line_and_stays_interrupted() throws InterruptedException {
        turns.take(one, 0);
        var seen = Collections.synchronizedList(new ArrayList<>());
        var thread = waiting(1, () -> {
            seen.add(turns.take(one, FOREVER));
            seen.add(Thread.currentThread().isInterrupted());
        });
        thread.interrupt();
        thread.join();
        assertEquals(List.of(End.INTERRUPTED, true), seen);
        assertTrue(turns.isEmpty());
    }

    @Test
    void threads_that_wait_for_each_other_are_found_however_many_they_are() throws InterruptedException {
        var three = new Seat();
        turns.take(one, 0);
        var threads = List.of(
                waiting(1, () -> {
                    assertTrue(two.offer(Thread.currentThread()));
                    turns.take(one, FOREVER);
                    one.leave();
                    two.leave();
                }),
                waiting(2, () -> {
                    assertTrue(three.offer(Thread.currentThread()));
                    turns.take(two, FOREVER);
                    two.leave();
                    three.leave();
                }));
        assertEquals(End.CIRCULAR, turns.take(three, FOREVER));
        one.leave();
        join(threads);
        assertNull(three.holder());
    }

    @Test
    void threads_that_wait_for_each_other_in_two_lines_are_found() throws InterruptedException {
        var otherLine = new Turns();
        turns.take(one, 0);
        var thread = waiting(1, () -> {
            otherLine.take(two, 0);
            turns.take(one, FOREVER);
            two.holder.set(null);
            one.leave();
        });
        assertEquals(End.CIRCULAR, otherLine.take(two, FOREVER));
        one.leave();
        thread.join();
        assertNull(one.holder());
    }

    @Test
    void the_places_are_asked_for_by_a_thread_that_is_in_the_line() {
        var lengths = new ArrayList<Integer>();
        turns.takeAny(
                () -> {
                    lengths.add(turns.length());
                    return List.<Turns.Place>of().iterator();
                },
                0);
        assertEquals(List.of(1), lengths);
    }

    @Test
    void one_thread_at_a_time_holds_a_place_under_load() throws InterruptedException {
        var counts = new int[2];
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 6; t++) {
            boolean any = t % 2 == 0;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 5_000; i++) {
                    Seat seat = one;
                    if (any) {
                        seat = (Seat) turns.takeAny(List.of(one, two), FOREVER).place();
                    } else if (!turns.isEmpty() || !one.offer(Thread.currentThread())) {
                        turns.take(one, FOREVER);
                    }
                    counts[seat == one ? 0 : 1]++;
                    seat.leave();
                }
            }));
        }
        threads.forEach(Thread::start);
        join(threads);
        assertEquals(30_000, counts[0] + counts[1]);
    }
}
