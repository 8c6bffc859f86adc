package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pythonwasm.engine.ScratchTest.failure;
import static org.pythonwasm.engine.ScratchTest.run;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scratch space holds at most. */
class ScratchLimitsTest {
    private static final PythonRuntime ROOMY =
            PythonRuntime.builder().withScratchSpace("/tmp").build();
    private static final PythonRuntime SMALL = PythonRuntime.builder()
            .withScratchSpace(
                    "/tmp",
                    ScratchLimits.defaults()
                            .withBytes(100_000)
                            .withFiles(10)
                            .withNameLength(20)
                            .withDepth(3))
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f.write(bytes(100_001))",
                "[f.write(bytes(1000)) for _ in range(101)]",
                "f.seek(2 ** 62); f.write(b'x')",
                "f.seek(2 ** 63 - 1); f.write(b'xx')",
                "f.truncate(2 ** 62)",
                "f.truncate(100_001)",
                "f.seek(100_000); f.write(b'x')",
                "os.pwrite(f.fileno(), b'x', 2 ** 62)",
                "f.write(bytes(60_000)); f.flush(); put('/tmp/g', 40_001)",
                "f.truncate(60_000); open('/tmp/g', 'wb').truncate(40_001)",
                "os.remove('/tmp/f'); f.write(bytes(60_000)); f.flush(); put('/tmp/g', 40_001)",
            })
    void more_bytes_than_allowed_find_no_space(String statement) {
        String error = failure(SMALL, """
                import os
                def put(name, size):
                    with open(name, 'wb') as other: other.write(bytes(size))
                f = open('/tmp/f', 'wb')
                %s
                f.flush()
                """.formatted(statement));
        assertEquals("OSError: No space left on device", error);
    }

    @Test
    void what_fits_is_written_and_what_is_removed_makes_room_again() {
        assertEquals(List.of(100_000, "No space left on device", 100_000, 100_000, 100_000, 100_000), run(SMALL, """
                import os
                def fill(name):
                    fd = os.open(name, os.O_CREAT | os.O_WRONLY)
                    try: return os.write(fd, bytes(200_000)), os.write(fd, b'x')
                    except OSError as e: return os.fstat(fd).st_size, e.strerror
                    finally: os.close(fd)
                answers = list(fill('/tmp/a'))
                os.remove('/tmp/a')
                answers.append(fill('/tmp/b')[0])
                open('/tmp/b', 'w').close()
                answers.append(fill('/tmp/c')[0])
                os.truncate('/tmp/c', 0)
                answers.append(fill('/tmp/d')[0])
                with open('/tmp/e', 'w') as f: pass
                os.replace('/tmp/e', '/tmp/d')
                with open('/tmp/g', 'wb') as f:
                    f.write(bytes(100_000)); f.flush()
                    os.remove('/tmp/g')
                answers + [fill('/tmp/h')[0]]
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for i in range(11): open(f'/tmp/{i}', 'w').close()            | OSError: No space left on device: '/tmp/10'",
                "for i in range(11): os.mkdir(f'/tmp/{i}')                     | OSError: No space left on device: '/tmp/10'",
                "open('/tmp/' + 'a' * 20, 'w').close(); open('/tmp/' + 'b' * 21, 'w')  | OSError: Filename too long: '/tmp/bbbbbbbbbbbbbbbbbbbbb'",
                "open('/tmp/' + 'ü' * 10, 'w').close(); os.mkdir('/tmp/' + 'ö' * 11)   | OSError: Filename too long: '/tmp/ööööööööööö'",
                "open('/tmp/a', 'w').close(); os.rename('/tmp/a', '/tmp/' + 'b' * 21)  | OSError: Filename too long: '/tmp/a' -> '/tmp/bbbbbbbbbbbbbbbbbbbbb'",
                "os.makedirs('/tmp/1/2/3'); open('/tmp/1/2/3/4', 'w')                  | OSError: Filename too long: '/tmp/1/2/3/4'",
                "os.makedirs('/tmp/1/2'); os.makedirs('/tmp/a/b'); os.rename('/tmp/a', '/tmp/1/2/a') | OSError: Filename too long: '/tmp/a' -> '/tmp/1/2/a'",
            })
    void names_and_their_number_have_limits(String statement, String error) {
        assertEquals(error, failure(SMALL, "import os\n" + statement));
    }

    @Test
    void a_path_may_be_longer_than_the_limit_only_where_it_is_short_in_truth() {
        assertEquals(true, run(SMALL, "import os\nos.path.isdir('/tmp/' + './' * 1000)"));
        assertEquals(
                "OSError: Filename too long",
                failure(SMALL, "import os\nos.stat('/tmp/' + './' * 3000)").split(": '")[0]);
    }

    @Test
    void files_that_are_open_have_a_limit() {
        assertEquals("OSError: No file descriptors available: '/tmp/f'", failure(ROOMY, """
                import os
                left = [os.open('/tmp/f', os.O_CREAT | os.O_RDWR) for _ in range(10_000)]
                """));
        assertEquals(List.of(1, "f"), run(ROOMY, """
                import os
                left = []
                try:
                    while True: left.append(open('/tmp/f', 'w'))
                except OSError: pass
                try: open('/tmp/new', 'w')
                except OSError: pass
                del left
                [len(os.listdir('/tmp')), os.listdir('/tmp')[0]]
                """));
    }

    @Test
    void limits_that_cannot_be_are_refused() {
        var limits = ScratchLimits.defaults();
        for (Runnable wrong : List.<Runnable>of(
                () -> limits.withBytes(0),
                () -> limits.withBytes(-1),
                () -> limits.withFiles(0),
                () -> limits.withNameLength(0),
                () -> limits.withNameLength(1_025),
                () -> limits.withDepth(0),
                () -> limits.withDepth(257))) {
            assertTrue(assertThrows(IllegalArgumentException.class, wrong::run)
                    .getMessage()
                    .contains("must be between 1 and"));
        }
    }

    @Test
    void a_full_java_heap_is_no_space_for_the_guest_and_no_error_of_the_host() throws Exception {
        assertEquals("""
                OSError: No space left on device
                the host allocated all the time
                2
                30 spaces of 40 MB, one after the other
                """, FullHeap.outputOf(FullScratch.class));
    }
}
