package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Python's work with files in a scratch space, and its limits. */
class ScratchTest {
    private static final PythonRuntime RUNTIME = PythonRuntime.builder().withScratchSpace("/tmp").build();
    private static final PythonRuntime SMALL = PythonRuntime.builder().withScratchSpace("/tmp",
            ScratchLimits.defaults().withBytes(100_000).withFiles(10).withNameLength(20).withDepth(3)).build();

    private static Object run(PythonRuntime runtime, String script) {
        try (var python = runtime.open()) {
            return python.eval(script);
        }
    }

    private static String failure(PythonRuntime runtime, String script) {
        var error = assertThrows(PythonException.class, () -> run(runtime, script));
        return error.typeName() + ": " + error.pythonMessage().replaceAll("^\\[Errno \\d+\\] ", "");
    }

    @Test
    void files_are_written_and_read_in_every_mode() {
        assertEquals(List.of("one\ntwo\n", "one\ntwo\nthree\n", "xne\ntwo\nthree\n", "new", "FileExistsError", "yew"), run(RUNTIME, """
                answers = []
                with open('/tmp/a', 'w') as f: f.write('one\\ntwo\\n')
                answers.append(open('/tmp/a').read())
                with open('/tmp/a', 'a') as f: f.write('three\\n')
                answers.append(open('/tmp/a').read())
                with open('/tmp/a', 'r+') as f: f.write('x')
                answers.append(open('/tmp/a').read())
                with open('/tmp/a', 'w+b') as f:
                    f.write(b'new')
                    f.seek(0)
                    answers.append(f.read().decode())
                try: open('/tmp/a', 'x')
                except OSError as e: answers.append(type(e).__name__)
                with open('/tmp/a', 'rb+', buffering=0) as f: f.write(b'y')
                answers.append(open('/tmp/a').read())
                answers
                """));
    }

    @Test
    void seeking_truncating_and_holes() {
        assertEquals(List.of(5, 100_005, "[0, 1]", 3, "abc\0\0", 5, "bc", "aXYc"), run(RUNTIME, """
                import os
                answers = []
                with open('/tmp/a', 'w+b') as f:
                    f.write(b'start')
                    answers.append(f.tell())
                    f.seek(100_000, os.SEEK_CUR)
                    f.truncate()
                    answers.append(f.seek(0, os.SEEK_END))
                    f.seek(50_000)
                    f.write(b'\\1')
                    f.seek(49_999)
                    answers.append(str(list(f.read(2))))
                os.truncate('/tmp/a', 3)
                answers.append(os.stat('/tmp/a').st_size)
                fd = os.open('/tmp/a', os.O_RDWR)
                os.pwrite(fd, b'abc', 0)
                os.ftruncate(fd, 5)
                answers.append(os.read(fd, 10).decode())
                answers.append(os.lseek(fd, 0, os.SEEK_CUR))
                answers.append(os.pread(fd, 2, 1).decode())
                os.ftruncate(fd, 1); os.ftruncate(fd, 3); os.pwrite(fd, b'XYc', 1); os.fsync(fd); os.fdatasync(fd)
                os.close(fd)
                answers.append(open('/tmp/a').read())
                answers
                """));
    }

    @Test
    void a_file_appended_to_is_written_at_its_end_wherever_it_was_read() {
        assertEquals("onetwothree", run(RUNTIME, """
                import os
                first = os.open('/tmp/a', os.O_CREAT | os.O_RDWR | os.O_APPEND)
                second = os.open('/tmp/a', os.O_WRONLY | os.O_APPEND)
                os.write(first, b'one'); os.write(second, b'two'); os.lseek(first, 0, 0); os.write(first, b'three')
                open('/tmp/a').read()
                """));
    }

    @Test
    void directories_are_made_listed_walked_and_removed() {
        assertEquals(List.of(List.of("/tmp", List.of("x"), List.of()), List.of("/tmp/x", List.of("y"), List.of("f")),
                List.of("/tmp/x/y", List.of(), List.of("g"))), run(RUNTIME, """
                import os
                os.makedirs('/tmp/x/y')
                os.makedirs('/tmp/x/y', exist_ok=True)
                open('/tmp/x/f', 'w').close()
                open('/tmp/x/y/g', 'w').close()
                [list(step) for step in os.walk('/tmp')]
                """));
        assertEquals(List.of("f True False", "y False True"), run(RUNTIME, """
                import os
                os.makedirs('/tmp/x/y')
                open('/tmp/x/f', 'w').close()
                sorted(f'{e.name} {e.is_file()} {e.is_dir()}' for e in os.scandir('/tmp/x') if e.inode() == os.stat(e.path).st_ino)
                """));
        assertEquals("OSError: Directory not empty: '/tmp/x'", failure(RUNTIME, """
                import os
                os.makedirs('/tmp/x/y')
                os.rmdir('/tmp/x/y')
                assert os.listdir('/tmp/x') == []
                os.mkdir('/tmp/x/y')
                os.rmdir('/tmp/x')
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "open('/tmp/none')                                        | FileNotFoundError: No such file or directory: '/tmp/none'",
        "open('/tmp/none/f', 'w')                                 | FileNotFoundError: No such file or directory: '/tmp/none/f'",
        "open('/tmp/f/g', 'w')                                    | NotADirectoryError: Not a directory: '/tmp/f/g'",
        "open('/tmp/f/')                                          | NotADirectoryError: Not a directory: '/tmp/f/'",
        "open('/tmp/new/', 'w')                                   | IsADirectoryError: Is a directory: '/tmp/new/'",
        "open('/tmp/d', 'w')                                      | IsADirectoryError: Is a directory: '/tmp/d'",
        "open('/tmp', 'w')                                        | IsADirectoryError: Is a directory: '/tmp'",
        "open('/tmp/d')                                           | IsADirectoryError: Is a directory: '/tmp/d'",
        "os.mkdir('/tmp/f')                                       | FileExistsError: File exists: '/tmp/f'",
        "os.mkdir('/tmp')                                         | FileExistsError: File exists: '/tmp'",
        "os.rmdir('/tmp/f')                                       | NotADirectoryError: Not a directory: '/tmp/f'",
        "os.rmdir('/tmp')                                         | OSError: Resource busy: '/tmp'",
        "os.remove('/tmp/d')                                      | IsADirectoryError: Is a directory: '/tmp/d'",
        "os.remove('/tmp/none')                                   | FileNotFoundError: No such file or directory: '/tmp/none'",
        "os.listdir('/tmp/f')                                     | NotADirectoryError: Not a directory: '/tmp/f'",
        "os.rename('/tmp/d', '/tmp/d/e')                          | OSError: Invalid argument: '/tmp/d' -> '/tmp/d/e'",
        "os.rename('/tmp/d', '/tmp/f')                            | NotADirectoryError: Not a directory: '/tmp/d' -> '/tmp/f'",
        "os.rename('/tmp/f', '/tmp/d')                            | IsADirectoryError: Is a directory: '/tmp/f' -> '/tmp/d'",
        "os.rename('/tmp', '/tmp/d')                              | OSError: Resource busy: '/tmp' -> '/tmp/d'",
        "os.rename('/tmp/none', '/tmp/x')                         | FileNotFoundError: No such file or directory: '/tmp/none' -> '/tmp/x'",
        "os.rename('/tmp/f', '/x')                                | OSError: Cross-device link: '/tmp/f' -> '/x'",
        "os.rename('/tmp/f', '/tmp/../x')                         | OSError: Cross-device link: '/tmp/f' -> '/tmp/../x'",
        "os.rename('/tmp/f', '/usr/local/lib/python313.zip')      | OSError: Cross-device link: '/tmp/f' -> '/usr/local/lib/python313.zip'",
        "os.rename('/usr/local/lib/python313.zip', '/tmp/f')      | OSError: Cross-device link: '/usr/local/lib/python313.zip' -> '/tmp/f'",
        "os.symlink('/tmp/f', '/tmp/l')                           | OSError: Not supported: '/tmp/f' -> '/tmp/l'",
        "os.link('/tmp/f', '/tmp/l')                              | OSError: Not supported: '/tmp/f' -> '/tmp/l'",
        "os.readlink('/tmp/f')                                    | OSError: Invalid argument: '/tmp/f'",
        "open('/tmp/../new', 'w')                                 | OSError: Read-only file system: '/tmp/../new'",
        "open(b'/tmp/\\xff', 'w')                                 | OSError: Illegal byte sequence: b'/tmp/\\xff'",
        "os.read(os.open('/tmp/f', os.O_WRONLY), 1)               | OSError: Bad file descriptor",
        "os.write(os.open('/tmp/f', os.O_RDONLY), b'x')           | OSError: Bad file descriptor",
        "os.ftruncate(os.open('/tmp/f', os.O_RDONLY), 0)          | OSError: Invalid argument",
        "os.ftruncate(os.open('/tmp/f', os.O_WRONLY), -1)         | OSError: Invalid argument",
    })
    void what_cannot_be_done_has_the_error_of_a_python_elsewhere(String statement, String error) {
        assertEquals(error, failure(RUNTIME, """
                import os
                os.makedirs('/tmp/d')
                with open('/tmp/f', 'w') as f: f.write('text')
                """ + statement));
    }

    @Test
    void renaming_replaces_files_and_empty_directories() {
        assertEquals(List.of("b", List.of("b", "moved"), List.of("inner"), "c"), run(RUNTIME, """
                import os
                for name in 'abc':
                    with open('/tmp/' + name, 'w') as f: f.write(name)
                os.remove('/tmp/a')
                os.rename('/tmp/b', '/tmp/a')
                answers = [open('/tmp/a').read()]
                os.makedirs('/tmp/x/inner'); os.mkdir('/tmp/moved')
                os.rename('/tmp/x', '/tmp/moved')
                os.replace('/tmp/a', '/tmp/b'); os.rename('/tmp/b', '/tmp/b')
                answers += [sorted(set(os.listdir('/tmp')) - {'c'}), os.listdir('/tmp/moved')]
                os.rename('/tmp/c', '/tmp/moved/inner/c')
                answers += [open('/tmp/moved/inner/c').read()]
                answers
                """));
    }

    @Test
    void a_file_that_was_removed_or_replaced_while_it_is_open_lives_till_it_is_closed() {
        assertEquals(List.of("old more", false, "new", "old", 0), run(RUNTIME, """
                import os
                with open('/tmp/a', 'w+') as f:
                    f.write('old'); f.flush()
                    os.remove('/tmp/a')
                    f.write(' more'); f.seek(0)
                    answers = [f.read(), os.path.exists('/tmp/a')]
                with open('/tmp/a', 'w+') as f:
                    f.write('old'); f.flush(); f.seek(0)
                    with open('/tmp/b', 'w') as other: other.write('new')
                    os.replace('/tmp/b', '/tmp/a')
                    answers += [open('/tmp/a').read(), f.read()]
                os.remove('/tmp/a')
                answers + [len(os.listdir('/tmp'))]
                """));
    }

    @Test
    void a_directory_changes_while_it_is_listed() {
        assertEquals(List.of(500, 500, 0), run(RUNTIME, """
                import os
                for i in range(500): open(f'/tmp/{i}', 'w').close()
                renamed = 0
                for entry in os.scandir('/tmp'):
                    os.rename(entry.path, entry.path + '.bak')
                    renamed += 1
                removed = 0
                for entry in os.scandir('/tmp'):
                    os.remove(entry.path)
                    removed += 1
                [renamed, removed, len(os.listdir('/tmp'))]
                """));
    }

    @Test
    void times_are_those_of_the_granted_clock_and_of_utime() {
        var runtime = PythonRuntime.builder().withScratchSpace("/tmp")
                .withClock(Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC)).build();
        assertEquals("[1700000000000000000, 1700000000000000000, 5, 6, 7, 1700000000.0]", run(runtime, """
                import os
                open('/tmp/a', 'w').close()
                times = [os.stat('/tmp/a').st_mtime_ns, os.stat('/tmp').st_mtime_ns]
                os.utime('/tmp/a', ns=(5, 6))
                times += [os.stat('/tmp/a').st_atime_ns, os.stat('/tmp/a').st_mtime_ns]
                with open('/tmp/a') as f:
                    os.utime(f.fileno(), ns=(7, 8))
                    times.append(os.fstat(f.fileno()).st_atime_ns)
                os.utime('/tmp/a')
                times.append(os.path.getmtime('/tmp/a'))
                str(times)
                """));
    }
}
