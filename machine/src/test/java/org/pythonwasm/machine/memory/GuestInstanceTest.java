package org.pythonwasm.machine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GuestInstanceTest {
    private static final int CELL = 100;

    private final GuestInstance guest = new GuestInstance(new byte[GuestInstance.PAGE], 1, 0, 64L << 20, memory -> {});

    @Test
    void what_another_thread_writes_is_not_lost_while_the_memory_grows() throws InterruptedException {
        var growing = new CountDownLatch(1);
        var grower = new Thread(() -> {
            growing.countDown();
            while (GuestInstance.memoryGrow(1, guest) >= 0) {
                Thread.onSpinWait();
            }
        });
        grower.start();
        growing.await();
        int written = 0;
        while (grower.isAlive()) {
            if (guest.poke(
                    memory -> GuestInstance.INT.set(memory, CELL, (int) GuestInstance.INT.get(memory, CELL) + 1))) {
                written++;
            }
        }
        grower.join();
        assertTrue(guest.pages() == 1024, guest.pages() + " pages");
        assertEquals(written, guest.readInt(CELL));
    }

    @Test
    void a_limit_that_is_lowered_stops_growth_and_takes_nothing_away() {
        assertEquals(1, GuestInstance.memoryGrow(9, guest));
        guest.limitMemory(5 * GuestInstance.PAGE);
        assertEquals(-1, GuestInstance.memoryGrow(1, guest));
        assertEquals(10, guest.pages());
    }
}
