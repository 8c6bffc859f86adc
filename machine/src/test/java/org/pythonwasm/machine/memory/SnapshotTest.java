package org.pythonwasm.machine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forks, snapshots of forks, and guests that sleep and wake, byte by byte. */
class SnapshotTest {
    private static final int PAGES = 4;
    private static final long LIMIT = 64L << 20;
    private static final int CELLS = 8;

    private final Random random = new Random(1);
    private final Snapshot first = Snapshot.take(filled(), CELLS);

    /** Its end is zero, as the end of a memory is. */
    private GuestInstance filled() {
        byte[] bytes = new byte[PAGES * GuestInstance.PAGE];
        byte[] start = new byte[bytes.length - GuestInstance.PAGE - 3 * ChangedPages.SIZE / 2];
        random.nextBytes(start);
        System.arraycopy(start, 0, bytes, 0, start.length);
        return new GuestInstance(bytes, PAGES, 7, LIMIT, memory -> {});
    }

    private GuestInstance fork(Snapshot snapshot) {
        return snapshot.fork(LIMIT, memory -> {});
    }

    private void scribble(GuestInstance guest) {
        for (int i = 0; i < 40; i++) {
            guest.bytes[random.nextInt(guest.pages() * GuestInstance.PAGE)] ^= (byte) (1 + random.nextInt(255));
        }
        guest.stackPointer = random.nextInt();
    }

    private static byte[] content(GuestInstance guest) {
        return Arrays.copyOf(guest.bytes, guest.pages() * GuestInstance.PAGE);
    }

    private static void assertSameState(byte[] content, int stackPointer, GuestInstance actual) {
        assertArrayEquals(content, content(actual));
        assertEquals(stackPointer, actual.stackPointer);
    }

    @Test
    void a_fork_of_a_snapshot_of_a_fork_has_each_byte_of_it() {
        var snapshot = first;
        for (int depth = 0; depth < 4; depth++) {
            var guest = fork(snapshot);
            if (depth == 2) {
                GuestInstance.memoryGrow(2, guest);
            }
            scribble(guest);
            snapshot = snapshot.of(guest);
            assertSameState(content(guest), guest.stackPointer, fork(snapshot));
        }
        assertEquals(CELLS, snapshot.interruptCells());
        assertEquals(PAGES + 2, fork(snapshot).pages());
    }

    @Test
    void a_snapshot_of_a_fork_holds_the_words_that_differ_and_no_other() {
        var guest = fork(first);
        assertEquals(0, first.of(guest).size());
        guest.bytes[5] ^= 1;
        guest.bytes[6] ^= 1;
        guest.bytes[guest.bytes.length - 1] = 1;
        int each = Integer.BYTES + Long.BYTES + Integer.BYTES;
        assertEquals(2 * each, first.of(guest).size());
        guest.bytes[9] ^= 1;
        assertEquals(2 * each + Integer.BYTES, first.of(guest).size());
    }

    @Test
    void pages_that_differ_wholly_and_in_their_first_and_last_words_are_kept() {
        var guest = fork(first);
        for (int i = 0; i < ChangedPages.SIZE; i++) {
            guest.bytes[i] ^= (byte) 0xff;
        }
        guest.bytes[2 * ChangedPages.SIZE] ^= 1;
        guest.bytes[3 * ChangedPages.SIZE - 1] ^= 1;
        guest.bytes[guest.bytes.length - 1] ^= (byte) 0x80;
        var changed = first.of(guest);
        assertArrayEquals(content(guest), content(fork(changed)));
        var further = fork(changed);
        further.bytes[0] ^= (byte) 0xff;
        further.bytes[ChangedPages.SIZE - 1] ^= 1;
        assertArrayEquals(content(further), content(fork(changed.of(further))));
        assertEquals(
                Integer.BYTES + Long.BYTES + 2 * Integer.BYTES,
                changed.of(further).size());
    }

    @Test
    void what_returned_to_the_state_of_the_first_is_kept_where_the_one_between_differs() {
        var guest = fork(first);
        guest.bytes[5] ^= 1;
        var changed = first.of(guest);
        guest.bytes[5] ^= 1;
        assertArrayEquals(content(guest), content(fork(changed.of(guest))));
        assertFalse(Arrays.equals(content(guest), content(fork(changed))));
    }

    @Test
    void a_guest_wakes_with_each_byte_with_which_it_fell_asleep() {
        var guest = fork(first);
        for (int round = 0; round < 5; round++) {
            if (round == 3) {
                GuestInstance.memoryGrow(1, guest);
            }
            scribble(guest);
            byte[] content = content(guest);
            int stackPointer = guest.stackPointer;
            guest.sleep(first);
            assertTrue(guest.isAsleep());
            assertEquals(0, guest.bytes.length);
            assertTrue(guest.heldBytes() < content.length / 2, guest.heldBytes() + " bytes");
            assertFalse(guest.poke(memory -> memory[0] = 0), "written while it sleeps");
            guest.wake();
            guest.wake();
            assertSameState(content, stackPointer, guest);
        }
    }

    @Test
    void an_array_that_is_used_again_is_that_of_a_fresh_fork_byte_by_byte() {
        byte[] fresh = content(fork(first));
        var snapshot = first;
        for (int round = 0; round < 4; round++) {
            var guest = fork(snapshot);
            scribble(guest);
            Arrays.fill(guest.bytes, guest.bytes.length - ChangedPages.SIZE, guest.bytes.length, (byte) 'x');
            byte[] used = guest.bytes;
            if (round % 2 == 0) {
                guest.sleep(snapshot);
            } else {
                snapshot = snapshot.of(guest);
                guest.end(snapshot);
            }
            var next = fork(first);
            assertSame(used, next.bytes);
            assertArrayEquals(fresh, next.bytes);
            next.end(first);
        }
    }

    @Test
    void an_array_that_has_grown_is_not_used_again() {
        var guest = fork(first);
        GuestInstance.memoryGrow(1, guest);
        byte[] grown = guest.bytes;
        guest.end(first);
        assertNotSame(grown, fork(first).bytes);
    }

    @Test
    void an_array_that_has_grown_serves_one_that_needs_it_and_has_nothing_of_another() {
        var guest = fork(first);
        GuestInstance.memoryGrow(1, guest);
        scribble(guest);
        guest.bytes[guest.pages() * GuestInstance.PAGE - 1] = 1;
        byte[] content = content(guest);
        byte[] grown = guest.bytes;
        Arrays.fill(grown, content.length, grown.length, (byte) 'x');
        guest.sleep(first);
        var other = fork(first);
        assertNotSame(grown, other.bytes);
        guest.wake();
        assertSame(grown, guest.bytes);
        assertArrayEquals(content, content(guest));
        assertArrayEquals(
                new byte[grown.length - content.length], Arrays.copyOfRange(grown, content.length, grown.length));
        guest.sleep(first);
        GuestInstance.memoryGrow(1, other);
        byte[] others = content(other);
        byte[] itsOwn = other.bytes;
        other.sleep(first);
        other.wake();
        assertTrue(other.bytes == grown || other.bytes == itsOwn);
        assertArrayEquals(others, content(other));
    }

    @Test
    void a_fork_has_the_digests_of_its_snapshot_for_itself() {
        var guest = fork(first);
        int digest = guest.digests.digest_open(3);
        guest.digests.digest_update(digest, 0, 100);
        var snapshot = first.of(guest);
        guest.digests.digest_update(digest, 0, 1);
        var fork = fork(snapshot);
        var other = fork(snapshot);
        fork.digests.digest_value(digest, 0);
        other.digests.digest_value(digest, 0);
        assertArrayEquals(Arrays.copyOf(other.bytes, 32), Arrays.copyOf(fork.bytes, 32));
        guest.digests.digest_value(digest, 0);
        assertFalse(Arrays.equals(Arrays.copyOf(guest.bytes, 32), Arrays.copyOf(fork.bytes, 32)));
        fork.digests.digest_close(digest);
        assertEquals(1, other.digests.count());
    }

    @Test
    void it_is_read_as_it_was_written(@TempDir Path directory) throws IOException {
        first.write(directory.resolve("snapshot"));
        try (var stream = Files.newInputStream(directory.resolve("snapshot"))) {
            var read = Snapshot.read(stream);
            assertSameState(content(fork(first)), 7, fork(read));
            assertEquals(CELLS, read.interruptCells());
        }
    }
}
