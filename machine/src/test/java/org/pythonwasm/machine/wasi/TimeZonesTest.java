package org.pythonwasm.machine.wasi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.files.LocalZone;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;

class TimeZonesTest {
    private static final int SIZE = GuestInstance.PAGE;
    private static final byte[] RULES = {1, 2, 3, 4};
    private static final String NAME = "Europe/Berlin";

    private final Wasi wasi = new Wasi(
            new RequestStreams(), () -> new byte[1000], Grants.NONE.withZone(new LocalZone(NAME, RULES)), List.of());
    private final GuestInstance guest = new GuestInstance(new byte[SIZE], 1, 0, SIZE, wasi);

    private int place(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, guest.bytes, 0, bytes.length);
        return bytes.length;
    }

    @Test
    void the_granted_zone_and_its_rules_are_handed_over() {
        assertEquals(NAME.length(), wasi.zones.zone_granted(100, 50));
        assertEquals(NAME, new String(guest.bytes, 100, NAME.length(), StandardCharsets.UTF_8));
        assertEquals(RULES.length, wasi.zones.zone_data(100, NAME.length(), 200, RULES.length));
        assertArrayEquals(RULES, Arrays.copyOfRange(guest.bytes, 200, 204));
    }

    @Test
    void what_has_no_room_or_is_not_there_leaves_the_memory_alone() {
        int length = place(NAME);
        byte[] before = guest.bytes.clone();
        assertEquals(0, wasi.zones.zone_granted(100, NAME.length() - 1));
        assertEquals(-1, wasi.zones.zone_data(0, length, 200, RULES.length - 1));
        assertEquals(-1, wasi.zones.zone_data(0, length - 1, 200, 1000));
        assertEquals(-1, wasi.zones.zone_data(0, SIZE, 200, 1000));
        assertEquals(-1, wasi.zones.zone_data(0, -1, 200, 1000));
        assertArrayEquals(before, guest.bytes);
    }

    @Test
    void a_pointer_outside_the_memory_traps() {
        int length = place(NAME);
        byte[] before = guest.bytes.clone();
        for (Runnable call : List.<Runnable>of(
                () -> wasi.zones.zone_granted(SIZE - 10, 50),
                () -> wasi.zones.zone_granted(-1, 50),
                () -> wasi.zones.zone_data(SIZE - 1, length, 200, 1000),
                () -> wasi.zones.zone_data(-1, length, 200, 1000),
                () -> wasi.zones.zone_data(0, length, SIZE - 3, 1000),
                () -> wasi.zones.zone_data(0, length, Integer.MIN_VALUE, Integer.MAX_VALUE))) {
            assertThrows(GuestTrap.class, call::run);
            assertArrayEquals(before, guest.bytes);
        }
    }
}
