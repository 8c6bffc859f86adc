package org.pythonwasm.machine.wasi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pythonwasm.machine.files.Errno;
import org.pythonwasm.machine.files.FileTree;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.files.Quota;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;

/** Whatever a guest passes to a WASI function, the host answers an error number or traps that guest. */
@Timeout(120)
class WasiTest {
    private static final int SIZE = 2 * GuestInstance.PAGE;
    private static final int[] INTERESTING = {
        0,
        1,
        2,
        3,
        4,
        5,
        8,
        48,
        1000,
        SIZE - 64,
        SIZE - 8,
        SIZE - 4,
        SIZE - 1,
        SIZE,
        SIZE + 1,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 7,
        Integer.MIN_VALUE,
        -1,
        -8,
        -SIZE
    };

    private static final Quota QUOTA = new Quota(100_000, 20, 255, 64);

    private final RequestStreams streams = new RequestStreams();
    private final Wasi wasi = new Wasi(streams, () -> new byte[1000], Grants.NONE.withScratch("/s", QUOTA), List.of());
    private final GuestInstance guest = new GuestInstance(new byte[SIZE], 2, 0, SIZE, wasi);

    static Stream<String> functions() {
        return allFunctions().map(Method::getName).sorted();
    }

    private static Stream<Method> allFunctions() {
        return Stream.of(
                        WasiProcess.class, WasiClocks.class, WasiDescriptors.class, WasiFileData.class, WasiPaths.class)
                .flatMap(part -> Arrays.stream(part.getDeclaredMethods()))
                .filter(WasiTest::isFunction);
    }

    private static boolean isFunction(Method method) {
        return java.lang.reflect.Modifier.isPublic(method.getModifiers())
                && method.getReturnType() == int.class
                && Arrays.stream(method.getParameterTypes()).allMatch(Class::isPrimitive)
                && !method.getName().equals("proc_exit");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void arguments_of_any_size_are_refused_or_trap_the_guest(String function) throws Exception {
        Method method = allFunctions()
                .filter(one -> one.getName().equals(function))
                .findFirst()
                .orElseThrow();
        var random = new Random(function.hashCode());
        for (int round = 0; round < 400; round++) {
            random.nextBytes(guest.bytes);
            placeScratchPaths();
            openScratchFile();
            guest.stop = true; // a sleep ends at once
            streams.feed(new byte[] {1, 2, 3});
            call(method, random);
            streams.clearInput();
        }
    }

    /** Where arguments point, so that some reach a file: a directory, a file, and one that is not there. */
    private void placeScratchPaths() {
        place("s/d", 0);
        place("s/f", 8);
        place("s/n", 48);
    }

    private int place(String path, int address) {
        byte[] text = path.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.arraycopy(text, 0, guest.bytes, address, text.length);
        return text.length;
    }

    private void openScratchFile() {
        wasi.paths.path_create_directory(3, 0, 3);
        wasi.paths.path_open(3, 0, 8, 3, 1, -1L, -1L, 0, 1000);
    }

    private void call(Method method, Random random) throws Exception {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> argument(type, random))
                .toArray();
        try {
            int error = (int) method.invoke(part(method), arguments);
            assertTrue(error >= 0 && error <= 76, () -> method.getName() + " answered " + error);
        } catch (InvocationTargetException e) {
            var cause = e.getCause();
            assertTrue(
                    cause instanceof GuestTrap || cause instanceof IndexOutOfBoundsException,
                    () -> method.getName() + Arrays.toString(arguments) + ": " + cause);
        }
    }

    private Object part(Method method) {
        return Stream.<Object>of(wasi.process, wasi.clocks, wasi.descriptors, wasi.content, wasi.paths)
                .filter(part -> part.getClass() == method.getDeclaringClass())
                .findFirst()
                .orElseThrow();
    }

    private static Object argument(Class<?> type, Random random) {
        int value = INTERESTING[random.nextInt(INTERESTING.length)];
        return type == long.class ? (Object) ((long) value << random.nextInt(32)) : (Object) value;
    }

    @Test
    void there_are_functions_to_test() {
        assertTrue(functions().count() > 20, functions().toList().toString());
    }

    @Test
    void a_pointer_outside_the_memory_changes_nothing() {
        int length = place("s/f", 0);
        assertEquals(0, wasi.paths.path_open(3, 0, 0, length, 1, -1L, -1L, 0, 100));
        int fd = guest.readInt(100);
        byte[] before = guest.bytes.clone();
        for (Runnable call : List.<Runnable>of(
                () -> wasi.process.environ_sizes_get(SIZE, 0),
                () -> wasi.clocks.clock_time_get(0, 0, SIZE - 7),
                () -> wasi.process.random_get(SIZE - 10, 11),
                () -> wasi.process.random_get(-1, 1),
                () -> wasi.process.random_get(0, -1),
                () -> wasi.descriptors.fd_filestat_get(3, SIZE - 63),
                () -> wasi.descriptors.fd_prestat_dir_name(3, SIZE, 1),
                () -> wasi.content.fd_read(0, SIZE - 4, 1, 0),
                () -> wasi.content.fd_write(1, SIZE - 4, 1, 0),
                () -> wasi.content.fd_seek(fd, 0, 0, SIZE - 7),
                () -> wasi.content.fd_write(fd, 0, 1, SIZE - 3),
                () -> wasi.content.fd_pread(fd, 0, 1, 0, SIZE - 3),
                () -> wasi.paths.path_open(3, 0, 0, 3, 0, -1L, -1L, 0, SIZE - 3),
                () -> wasi.clocks.poll_oneoff(SIZE - 40, 0, 1, 0),
                () -> wasi.paths.path_filestat_get(3, 0, SIZE - 3, 4, 0))) {
            assertThrows(RuntimeException.class, call::run);
            assertArrayEquals(before, guest.bytes);
        }
        assertEquals(0, wasi.descriptors.fd_filestat_get(fd, 200));
        assertEquals(0, guest.readLong(200 + 32), "nothing was written to the file");
    }

    @Test
    void what_was_written_is_gone_when_it_is_closed() {
        int length = place("s/f", 0);
        assertEquals(0, wasi.paths.path_open(3, 0, 0, length, 1, -1L, -1L, 0, 100));
        int fd = guest.readInt(100);
        guest.writeInt(200, 0);
        guest.writeInt(204, 1_000);
        assertEquals(0, wasi.content.fd_write(fd, 200, 1, 300));

        wasi.close();

        assertEquals(Errno.BADF, wasi.content.fd_pread(fd, 200, 1, 0, 300));
        assertEquals(Errno.NOENT, wasi.paths.path_filestat_get(3, 0, 0, length, 400));
        assertEquals(Errno.NOENT, wasi.paths.path_open(3, 0, 0, length, 1, -1L, -1L, 0, 100));
        assertEquals(List.of(), wasi.openFiles());
    }

    @Test
    void vectors_that_overlap_do_not_multiply_the_memory() {
        for (int i = 0; i < 1000; i++) {
            guest.writeInt(8 * i, 0);
            guest.writeInt(8 * i + 4, SIZE);
        }
        var written = new ArrayList<byte[]>();
        streams.setOutput(written::add, written::add);

        assertEquals(28, wasi.content.fd_write(1, 0, 1000, 0));
        assertEquals(List.of(), written);
    }

    @Test
    void open_files_end_somewhere() {
        byte[] path = FileTree.ARCHIVE.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.arraycopy(path, 0, guest.bytes, 100, path.length);
        int opened = 0;
        while (wasi.paths.path_open(3, 0, 100, path.length, 0, 0, 0, 0, 0) == 0) {
            opened++;
        }
        assertEquals(256, opened);
        assertEquals(0, wasi.descriptors.fd_close(5));
        assertEquals(0, wasi.paths.path_open(3, 0, 100, path.length, 0, 0, 0, 0, 0));
        assertEquals(5, guest.readInt(0));
    }
}
