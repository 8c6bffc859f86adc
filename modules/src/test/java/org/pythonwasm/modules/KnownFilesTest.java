package org.pythonwasm.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file is taken for the one that was read before where nothing can have changed it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no time of the last change that nobody can set: no file is known")
class KnownFilesTest {
    @TempDir
    private Path directory;

    private Path file;
    private KnownFiles known;

    @BeforeEach
    void know() throws IOException {
        file = Files.writeString(directory.resolve("python.wasm"), "one");
        known = new KnownFiles(new ClassCache(directory.resolve("cache"), ClassCache.DEFAULT_BOUND));
        known.remember(file, "hash", Instant.now().plusSeconds(10));
    }

    @Test
    void a_file_that_stayed_is_known() {
        assertEquals(Optional.of("hash"), known.hash(file));
    }

    @Test
    void a_file_of_the_same_size_and_time_is_not() throws IOException {
        var time = Files.getLastModifiedTime(file);
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);
        assertEquals(Optional.empty(), known.hash(file));
    }

    @Test
    void another_file_that_took_its_place_is_not() throws IOException {
        var other = Files.writeString(directory.resolve("other"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(Optional.empty(), known.hash(file));
    }

    @Test
    void a_file_that_changed_just_now_is_not_remembered() throws IOException {
        var fresh = Files.writeString(directory.resolve("fresh"), "one");
        known.remember(fresh, "hash", Instant.now());
        assertEquals(Optional.empty(), known.hash(fresh));
    }

    @Test
    void a_file_that_is_gone_is_not_known() throws IOException {
        Files.delete(file);
        assertEquals(Optional.empty(), known.hash(file));
    }
}
