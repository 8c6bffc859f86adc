package org.pythonwasm.machine.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the host under a thread that is interrupted while it reads them. */
class HostMountTest {
    private static final OpenFlags TO_READ = OpenFlags.of(0, OpenFlags.RIGHT_READ);

    @TempDir
    private Path host;

    private final byte[] into = new byte[10];
    private OpenFile file;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(host.resolve("numbers"), "0123456789".repeat(10));
        file = new HostMount("data", host.toRealPath()).open("numbers", TO_READ);
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    @Test
    void a_thread_that_was_interrupted_reads_and_stays_interrupted() throws IOException {
        Thread.currentThread().interrupt();
        assertEquals(10, file.read(0, into, 0, 10));
        assertTrue(Thread.interrupted());
        Thread.currentThread().interrupt();
        assertEquals(100, file.stat().size());
        assertTrue(Thread.interrupted());
        assertEquals(10, file.read(90, into, 0, 10));
    }

    @Test
    void a_thread_that_is_interrupted_all_the_time_reads_or_is_to_try_again() throws Exception {
        var reading = Thread.currentThread();
        var over = new AtomicBoolean();
        var interrupter = new Thread(() -> {
            while (!over.get()) {
                reading.interrupt();
            }
        });
        interrupter.start();
        try {
            for (int i = 0; i < 10_000; i++) {
                try {
                    assertEquals(10, file.read(0, into, 0, 10));
                } catch (ErrnoException e) {
                    assertEquals(Errno.INTR, e.errno);
                }
            }
        } finally {
            over.set(true);
            while (interrupter.isAlive()) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
        }
        assertEquals(10, file.read(0, into, 0, 10));
    }

    @Test
    void a_file_that_was_closed_stays_closed() throws IOException {
        file.close();
        Thread.currentThread().interrupt();
        assertThrows(IOException.class, () -> file.read(0, into, 0, 10));
        assertTrue(Thread.interrupted());
        assertThrows(IOException.class, () -> file.read(0, into, 0, 10));
    }
}
