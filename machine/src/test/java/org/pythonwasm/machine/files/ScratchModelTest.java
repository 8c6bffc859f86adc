package org.pythonwasm.machine.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scratch space does what a directory of the host does with the same steps, chosen at random. */
class ScratchModelTest {
    private static final Quota QUOTA = new Quota(1 << 20, 50, 255, 64);
    private static final OpenFlags ANY = new OpenFlags(true, false, false, false, true, true);
    private static final OpenFlags READ = new OpenFlags(false, false, false, false, true, false);
    private static final OpenFlags LIST = new OpenFlags(false, true, false, false, true, false);

    @TempDir
    private Path host;

    private final Scratch scratch = new Scratch("s", QUOTA, Clock.systemUTC());

    private interface Step {
        void run() throws IOException;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_same_steps_give_the_same_files(long seed) throws IOException {
        var random = new Random(seed);
        var names = new ArrayList<String>();
        for (String name : List.of("a", "b", "c")) {
            names.add(name);
            List.of("a", "b", "c").forEach(inner -> names.add(name + "/" + inner));
            names.add(name + "/a/b");
        }
        for (int step = 0; step < 1_500; step++) {
            String path = names.get(random.nextInt(names.size()));
            String other = names.get(random.nextInt(names.size()));
            int number = random.nextInt(7);
            long bits = random.nextLong();
            boolean onHost = succeeds(() -> onHost(number, path, other, new Random(bits)));
            assertEquals(
                    onHost,
                    succeeds(() -> inScratch(number, path, other, new Random(bits))),
                    "step " + step + ": " + number + " " + path + " " + other);
            if (step % 50 == 0) {
                assertSameFiles();
            }
        }
        assertSameFiles();
        removeAll("");
        requireEverythingFree();
    }

    private static boolean succeeds(Step step) {
        try {
            step.run();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void onHost(int step, String path, String other, Random random) throws IOException {
        Path file = host.resolve(path);
        switch (step) {
            case 0 -> Files.createDirectory(file);
            case 1 -> remove(file, false);
            case 2 -> remove(file, true);
            case 3, 4 -> Files.move(file, host.resolve(other), StandardCopyOption.ATOMIC_MOVE);
            case 5 -> {
                try (var open = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
                    byte[] data = data(random);
                    open.write(ByteBuffer.wrap(data), random.nextInt(40_000));
                }
            }
            default -> {
                try (var open = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    long size = random.nextInt(50_000);
                    open.truncate(size);
                    if (open.size() < size) {
                        open.write(ByteBuffer.allocate(1), size - 1);
                    }
                }
            }
        }
    }

    private static void remove(Path file, boolean directory) throws IOException {
        if (Files.isDirectory(file) != directory) {
            throw new IOException("the other kind");
        }
        Files.delete(file);
    }

    private static byte[] data(Random random) {
        byte[] data = new byte[random.nextInt(30_000)];
        random.nextBytes(data);
        return data;
    }

    private void inScratch(int step, String path, String other, Random random) throws IOException {
        switch (step) {
            case 0 -> scratch.createDirectory(path);
            case 1 -> scratch.removeFile(path);
            case 2 -> scratch.removeDirectory(path);
            case 3, 4 -> scratch.rename(path, other);
            case 5 -> {
                OpenFile open = scratch.open(path, ANY);
                byte[] data = data(random);
                open.write(random.nextInt(40_000), data, 0, data.length);
                open.close();
            }
            default -> {
                OpenFile open = scratch.open(path, new OpenFlags(false, false, false, false, true, true));
                open.setSize(random.nextInt(50_000));
                open.close();
            }
        }
    }

    private void assertSameFiles() throws IOException {
        var expected = new TreeMap<String, byte[]>();
        try (var files = Files.walk(host)) {
            for (Path file : files.filter(file -> !file.equals(host)).toList()) {
                expected.put(
                        host.relativize(file).toString(), Files.isDirectory(file) ? null : Files.readAllBytes(file));
            }
        }
        var found = new HashMap<String, byte[]>();
        collect("", found);
        assertEquals(expected.keySet(), new TreeMap<>(found).keySet());
        expected.forEach((path, content) -> assertArrayEquals(content, found.get(path), path));
    }

    private void collect(String directory, Map<String, byte[]> found) throws IOException {
        for (String path : list(directory)) {
            if (scratch.stat(path).isDirectory()) {
                found.put(path, null);
                collect(path, found);
            } else {
                found.put(path, content(path));
            }
        }
    }

    private List<String> list(String directory) throws IOException {
        var names = new ArrayList<String>();
        OpenFile open = scratch.open(directory, LIST);
        for (var next = open.entryAfter(0);
                next.isPresent();
                next = open.entryAfter(next.get().cookie())) {
            names.add(
                    directory.isEmpty()
                            ? next.get().name()
                            : directory + "/" + next.get().name());
        }
        return names;
    }

    private byte[] content(String path) throws IOException {
        OpenFile open = scratch.open(path, READ);
        byte[] content = new byte[(int) open.stat().size()];
        assertEquals(content.length, open.read(0, content, 0, content.length));
        open.close();
        return content;
    }

    private void removeAll(String directory) throws IOException {
        for (String path : list(directory)) {
            if (scratch.stat(path).isDirectory()) {
                removeAll(path);
                scratch.removeDirectory(path);
            } else {
                scratch.removeFile(path);
            }
        }
    }

    private void requireEverythingFree() throws IOException {
        for (int i = 1; i < QUOTA.files(); i++) {
            scratch.createDirectory("d" + i);
        }
        OpenFile open = scratch.open("f", ANY);
        open.setSize(QUOTA.bytes());
        assertThrows(ErrnoException.class, () -> open.setSize(QUOTA.bytes() + 1));
        assertThrows(ErrnoException.class, () -> scratch.createDirectory("one too many"));
    }
}
