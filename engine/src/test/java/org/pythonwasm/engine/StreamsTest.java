package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** sys.stdin, sys.stdout and sys.stderr are what scripts expect of files. */
class StreamsTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    @Test
    void streams_have_a_name_a_mode_a_descriptor_and_an_encoding() {
        assertEquals(
                List.of(List.of("<stdin>", "r", 0), List.of("<stdout>", "w", 1), List.of("<stderr>", "w", 2)),
                python.eval("import sys\nstreams = [sys.stdin, sys.stdout, sys.stderr]\n"
                        + "[[s.name, s.mode, s.fileno()] for s in streams]"));
        assertEquals(
                List.of("utf-8", "surrogateescape", false, false),
                python.eval("[[s.encoding, s.errors, s.isatty(), s.closed] for s in streams][1]"));
        assertEquals(
                List.of(List.of(true, false), List.of(false, true), List.of(false, true)),
                python.eval("[[s.readable(), s.writable()] for s in streams]"));
    }

    @Test
    void bytes_of_the_input_are_read_through_its_buffer() {
        var lines = List.of("gr\u00fcn\n", "eins\n", "zwei").iterator();
        python.setInput(() -> lines.hasNext() ? lines.next() : "");
        assertEquals(List.of("gr\u00fcn\n", "eins\nzwei", ""), python.eval("""
                import sys
                [part.decode() for part in (sys.stdin.buffer.readline(), sys.stdin.buffer.read(), sys.stdin.buffer.read())]
                """));
    }

    @Test
    void the_input_is_iterated_by_lines() {
        var lines = List.of("3\n", "4\n").iterator();
        python.setInput(() -> lines.hasNext() ? lines.next() : "");
        assertEquals(7, python.eval("import sys\nsum(map(int, sys.stdin))"));
    }

    @Test
    void a_script_may_reconfigure_what_stays_text() {
        var printed = new StringBuilder();
        python.setOutput(printed::append, text -> {});
        python.eval("import sys\nsys.stdout.reconfigure(encoding='latin-1', errors='replace', line_buffering=False)\n"
                + "print('\u20ac', flush=True)");
        assertEquals("\u20ac\n", printed.toString());
    }
}
