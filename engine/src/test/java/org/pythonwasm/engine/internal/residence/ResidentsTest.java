package org.pythonwasm.engine.internal.residence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.NoRoomException;

/** Which of those that are awake make room for others. */
class ResidentsTest {
    private static final Duration NEVER = Duration.ofDays(1);

    /** What its resident is for; a real guest has to be called to be in use. */
    private static final class Guest implements Sleeper {
        private volatile long calls;
        private volatile boolean asleep;
        private volatile boolean busy;
        private volatile boolean pinned;
        private final long held;
        private Resident resident;

        Guest(long held) {
            this.held = held;
        }

        static Guest awake(MemoryPolicy policy) {
            return awake(policy, 100);
        }

        static Guest awake(MemoryPolicy policy, long held) {
            var guest = new Guest(held);
            guest.resident = Residents.add(guest, policy);
            guest.account();
            return guest;
        }

        @Override
        public boolean sleep() {
            boolean falls = !busy && !pinned && !asleep;
            asleep |= falls;
            account();
            return falls;
        }

        @Override
        public void account() {
            Residents.update(resident, this);
        }

        @Override
        public long heldBytes() {
            return asleep ? 1 : held;
        }

        @Override
        public boolean isAsleep() {
            return asleep;
        }

        @Override
        public long calls() {
            return calls;
        }

        @Override
        public boolean isBusy() {
            return busy;
        }
    }

    private static List<Guest> guests(int count, MemoryPolicy policy) {
        var guests = new ArrayList<Guest>();
        for (int i = 0; i < count; i++) {
            guests.add(Guest.awake(policy));
        }
        return guests;
    }

    private static void end(List<Guest> guests) {
        guests.forEach(guest -> Residents.remove(guest.resident));
    }

    @Test
    void room_is_made_while_others_use_and_look_at_those_that_are_awake() {
        var policy = new MemoryPolicy(Long.MAX_VALUE, NEVER);
        var guests = guests(400, policy);
        guests.forEach(guest -> guest.busy = true);
        var narrow = new MemoryPolicy(1, NEVER);
        var over = new AtomicBoolean();
        var users = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                guests.forEach(guest -> {
                    guest.calls++;
                    guest.resident.idleNanos(guest, System.nanoTime());
                });
            }
        });
        for (int i = 0; i < 500; i++) {
            assertThrows(NoRoomException.class, () -> Residents.requireRoom(narrow, 2));
        }
        over.set(true);
        users.join();
        assertTrue(guests.stream().noneMatch(guest -> guest.asleep));
        end(guests);
    }

    @Test
    void where_much_is_awake_one_that_is_idle_leaves_its_memory_to_one_that_opens() {
        var policy = new MemoryPolicy(Long.MAX_VALUE, NEVER);
        long part = Runtime.getRuntime().maxMemory() / 16 / 3;
        var guests = new ArrayList<Guest>();
        for (int i = 0; i < 4; i++) {
            guests.add(Guest.awake(policy, part));
        }
        guests.get(1).pinned = true;
        while (guests.stream().noneMatch(guest -> guest.asleep)) {
            guests.get(0).calls++;
            Residents.recycle(false);
            Residents.recycle(true);
        }
        assertEquals(
                List.of(false, false, true, false),
                guests.stream().map(guest -> guest.asleep).toList());
        end(guests);
    }

    @Test
    void those_that_are_idle_for_the_longest_make_room_and_no_more_than_it_takes() {
        var policy = new MemoryPolicy(1_000, NEVER);
        var guests = guests(10, policy);
        guests.get(3).calls++;
        guests.get(3).resident.idleNanos(guests.get(3), System.nanoTime());
        guests.get(0).busy = true;
        Residents.requireRoom(policy, 250);
        assertEquals(
                List.of(false, true, true, false, true),
                guests.subList(0, 5).stream().map(guest -> guest.asleep).toList());
        assertFalse(guests.get(5).asleep);
        end(guests);
    }
}
