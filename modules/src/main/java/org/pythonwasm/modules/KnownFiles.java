package org.pythonwasm.modules;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The hashes of modules that have been read, so that a start need not read some 27 megabytes to know them. A file
 * counts as known while its path, size and times are unchanged. One of the times is that of the last change of any
 * kind, which nobody can set; so a file is only known if the file system keeps that time.
 */
final class KnownFiles {
    /** A file may change again within the same tick of the clock, and then looks unchanged. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final ClassCache cache;

    KnownFiles(ClassCache cache) {
        this.cache = cache;
    }

    /** Returns the {@link Hash#hex} of the file, if it is known. */
    Optional<String> hash(Path file) {
        return state(file)
                .flatMap(state -> cache.get(key(file))
                        .map(KnownFiles::text)
                        .filter(known -> known.startsWith(state + " "))
                        .map(known -> known.substring(state.length() + 1)));
    }

    /** @param read the time at which reading the file began */
    void remember(Path file, String hash, Instant read) {
        changed(file)
                .filter(time -> time.toInstant().isBefore(read.minus(SETTLED)))
                .flatMap(time -> state(file))
                .ifPresent(state -> cache.put(key(file), (state + " " + hash).getBytes(StandardCharsets.UTF_8)));
    }

    private static String key(Path file) {
        byte[] place = file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        return ClassCache.KNOWN_PREFIX + Hash.hex(place).substring(0, 32);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static Optional<String> state(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return changed(file)
                    .map(time -> attributes.size() + "-"
                            + attributes.lastModifiedTime().toInstant() + "-" + time.toInstant() + "-"
                            + attributes.fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<FileTime> changed(Path file) {
        try {
            return Optional.of(
                    (FileTime) Files.getAttribute(file.toRealPath(), "unix:ctime", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
