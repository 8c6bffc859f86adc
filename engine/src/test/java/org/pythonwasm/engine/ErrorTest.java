package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    @Test
    void an_exception_tells_type_message_line_and_traceback() {
        var error = assertThrows(PythonException.class, () -> python.eval("""
                def divide(a, b):
                    return a / b

                divide(1, 0)
                """, "sums.py"));
        assertEquals("ZeroDivisionError", error.typeName());
        assertEquals("division by zero", error.pythonMessage());
        assertEquals(2, error.line());
        assertEquals("""
                Traceback (most recent call last):
                  File "sums.py", line 4, in <module>
                    divide(1, 0)
                    ~~~~~~^^^^^^
                  File "sums.py", line 2, in divide
                    return a / b
                           ~~^~~
                ZeroDivisionError: division by zero
                """, error.traceback());
        StackTraceElement innermost = error.getStackTrace()[0];
        assertEquals("<python>.divide(sums.py:2)", innermost.toString());
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void a_syntax_error_tells_line_column_and_caret() {
        var error = assertThrows(PythonException.class, () -> python.eval("x = 1\ny = (2 +\n", "bad.py"));
        assertEquals("SyntaxError", error.typeName());
        assertEquals(2, error.line());
        assertEquals(5, error.column());
        assertTrue(
                error.traceback().contains("    y = (2 +\n        ^\nSyntaxError: '(' was never closed"),
                error.traceback());
    }

    @Test
    void attributes_of_an_exception_are_readable() {
        var error = assertThrows(
                PythonException.class,
                () -> python.eval("import python_wasm\nraise python_wasm.SqlError('45000', 'no stock')"));
        assertEquals("python_wasm.SqlError", error.typeName());
        assertEquals("no stock", error.pythonMessage());
        assertEquals(Map.of("sqlstate", "45000"), error.attributes());
    }

    @Test
    void leaving_python_is_an_exception_and_not_the_end_of_the_jvm() {
        var error = assertThrows(PythonException.class, () -> python.eval("import sys\nsys.exit(3)"));
        assertEquals("SystemExit", error.typeName());
        assertTrue(python.isUsable());
        assertThrows(GuestDiedException.class, () -> python.eval("import os\nos._exit(4)"));
        assertFalse(python.isUsable());
        assertThrows(IllegalStateException.class, () -> python.eval("1"));
        python.reset();
        assertEquals(1, python.eval("1"));
    }

    @Test
    void an_exception_whose_text_raises_is_still_reported() {
        var error = assertThrows(PythonException.class, () -> python.eval("""
                class Odd(Exception):
                    def __str__(self):
                        raise ValueError('no text')
                raise Odd()
                """));
        assertEquals("Odd", error.typeName());
        assertEquals("<str() of the exception raised ValueError>", error.pythonMessage());
    }

    @Test
    void chained_exceptions_are_in_the_traceback() {
        var error = assertThrows(PythonException.class, () -> python.eval("""
                try:
                    {}['missing']
                except KeyError as e:
                    raise RuntimeError('outer') from e
                """));
        assertTrue(error.traceback().contains("KeyError: 'missing'"), error.traceback());
        assertTrue(error.traceback().contains("direct cause"), error.traceback());
    }

    @Test
    void thousands_of_failures_leave_the_guest_memory_flat() {
        python.eval("def fail(x): raise ValueError('no ' * 100)");
        for (int i = 0; i < 500; i++) {
            assertThrows(PythonException.class, () -> python.call("fail", 1));
        }
        long before = python.memoryBytes();
        for (int i = 0; i < 2000; i++) {
            assertThrows(PythonException.class, () -> python.call("fail", 1));
        }
        assertEquals(before, python.memoryBytes());
    }

    private PythonException failure(String script) {
        return assertThrows(PythonException.class, () -> python.eval(script));
    }

    @Test
    void attributes_of_the_classes_of_python_and_of_scripts_are_readable() {
        assertEquals(44, failure("open('/nowhere')").attributes().get("errno"));
        assertEquals("/nowhere", failure("open('/nowhere')").attributes().get("filename"));
        var unicode = failure("b'a\\xff'.decode()").attributes();
        assertEquals(
                List.of("utf-8", 1, 2, "invalid start byte"),
                List.of(unicode.get("encoding"), unicode.get("start"), unicode.get("end"), unicode.get("reason")));
        assertEquals("missing", failure("missing").attributes().get("name"));
        assertEquals(
                "no_such_module", failure("import no_such_module").attributes().get("name"));
        assertEquals(3, failure("import sys\nsys.exit(3)").attributes().get("code"));
        var custom = failure("""
                class Rejected(Exception):
                    def __init__(self, limits, owner):
                        super().__init__('rejected')
                        self.limits, self.owner, self._hidden = limits, owner, 1
                raise Rejected({'max': [1, 2]}, len)
                """);
        assertEquals(Map.of("limits", Map.of("max", List.of(1, 2))), custom.attributes());
    }

    @Test
    void causes_and_contexts_are_the_causes() {
        var error = failure("""
                def parse(text):
                    return int(text)
                try:
                    try:
                        parse('x')
                    except ValueError as e:
                        raise KeyError('k') from e
                except KeyError:
                    raise RuntimeError('last')
                """);
        var context = (PythonException) error.getCause();
        var cause = (PythonException) context.getCause();
        assertEquals(
                List.of("RuntimeError", "KeyError", "ValueError"),
                List.of(error.typeName(), context.typeName(), cause.typeName()));
        assertEquals("<python>.parse(<python>:2)", cause.getStackTrace()[0].toString());
        assertNull(cause.getCause());
        assertNull(failure("try: 1/0\nexcept ZeroDivisionError: raise ValueError() from None")
                .getCause());
        assertNull(failure("a = ValueError()\nb = KeyError()\na.__cause__ = b\nb.__cause__ = a\nraise a")
                .getCause()
                .getCause());
    }

    /** The library has no sources in the guest. */
    @Test
    void a_cause_that_lies_in_the_library_alone_is_told() {
        var missing = failure("import collections\ncollections.ChainMap().pop('k')");
        assertEquals("KeyError", missing.typeName());
        assertEquals("KeyError", ((PythonException) missing.getCause()).typeName());
        var network = failure("import urllib.request\nurllib.request.urlopen('http://localhost/')");
        assertEquals("urllib.error.URLError", network.typeName());
        assertEquals("OSError", ((PythonException) network.getCause()).typeName());
        assertTrue(network.pythonMessage().contains("no network"), network.pythonMessage());
        assertEquals(2, network.line());
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void notes_and_members_of_a_group_are_readable() {
        var error = failure("""
                e = ExceptionGroup('many', [ValueError(1), ExceptionGroup('inner', [TypeError(2)])])
                e.add_note('in row 7')
                raise e
                """);
        assertEquals("ExceptionGroup: many (2 sub-exceptions)", error.getMessage());
        assertEquals(List.of("in row 7"), error.notes());
        assertEquals("ValueError: 1", error.getSuppressed()[0].getMessage());
        assertEquals("TypeError: 2", error.getSuppressed()[1].getSuppressed()[0].getMessage());
    }

    @Test
    void a_group_that_shares_its_members_on_many_levels_is_told_once_each() {
        var error = failure("""
                e = ValueError('innermost')
                for level in range(100):
                    e = ExceptionGroup(f'level {level}', [e, e])
                raise e
                """);
        assertEquals("ExceptionGroup: level 99 (2 sub-exceptions)", error.getMessage());
        assertEquals("""
                Traceback (most recent call last):
                  File "<python>", line 4, in <module>
                    raise e
                ExceptionGroup: level 99 (2 sub-exceptions)
                  (more than 1000 exceptions are in it, not shown)
                """, error.traceback());
        int levels = 0;
        for (Throwable level = error; level.getSuppressed().length > 0; level = level.getSuppressed()[0]) {
            assertEquals(1, level.getSuppressed().length);
            levels++;
        }
        assertEquals(19, levels);
    }

    @Test
    void of_a_group_with_many_members_the_first_are_told() {
        var error = failure("raise ExceptionGroup('many', [ValueError(i) for i in range(500)])");
        assertEquals(199, error.getSuppressed().length);
        assertTrue(error.traceback().contains("and 485 more exceptions"), error::traceback);
        assertEquals(2, python.eval("1 + 1"));
    }

    @Test
    void what_breaks_the_description_of_an_exception_is_told_instead() {
        var error = failure("""
                class Odd(Exception):
                    def __str__(self):
                        raise KeyboardInterrupt('in the text')
                raise Odd
                """);
        assertEquals("KeyboardInterrupt: in the text", error.getMessage());
        assertEquals(3, error.line());
        assertTrue(python.isUsable());
    }

    /** Its first error may be the one that says that its time is over. */
    @Test
    void reporting_an_error_imports_nothing() {
        python.exec("import json, re, sys\nbefore = set(sys.modules)");
        failure("json.loads('{')");
        failure("re.compile('(')");
        failure("exec('1 / 0')");
        failure("x = 1\n(x +\n missin)");
        failure("missing");
        failure("[].apend");
        failure("1 +");
        failure("raise ExceptionGroup('many', [ValueError()])");
        assertEquals(List.of(), python.eval("sorted(set(sys.modules) - before)"));
    }

    @Test
    void a_traceback_of_very_many_frames_is_told_with_both_ends() {
        var error = failure("""
                import sys
                sys.setrecursionlimit(5_000)
                def outer(n):
                    return outer(n - 1) if n else inner(1_500)
                def inner(n):
                    return inner(n - 1) if n else 1 / 0
                outer(1_500)
                """);
        assertEquals("ZeroDivisionError", error.typeName());
        assertEquals(6, error.line());
        String[] lines = error.traceback().split("\n");
        assertEquals("(2803 frames in the middle of the traceback are not shown)", lines[lines.length - 1]);
        assertTrue(error.traceback().contains("in outer"), error::traceback);
        assertTrue(error.traceback().contains("return inner(n - 1) if n else 1 / 0"), error::traceback);
    }

    @Test
    void an_error_tells_its_column_and_survives_serialization() throws Exception {
        var error = failure("x = 1\ny = x + missing");
        assertEquals(List.of(2, 9), List.of(error.line(), error.column()));
        var bytes = new java.io.ByteArrayOutputStream();
        try (var out = new java.io.ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        try (var in = new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
            var copy = (PythonException) in.readObject();
            assertEquals(error.traceback(), copy.traceback());
            assertEquals(Map.of(), copy.attributes());
        }
    }

    @Test
    void a_call_of_what_is_not_there_is_told_from_an_error_inside() {
        python.eval("def f(): missing()\nnumber = 5");
        assertTrue(assertThrows(PythonException.class, () -> python.call("g")).isUnknownFunction());
        assertTrue(
                assertThrows(PythonException.class, () -> python.call("number")).isUnknownFunction());
        assertTrue(assertThrows(PythonException.class, () -> python.call("f.x")).isUnknownFunction());
        assertFalse(assertThrows(PythonException.class, () -> python.call("f")).isUnknownFunction());
    }

    @Test
    void null_arguments_are_refused_at_once() {
        assertThrows(NullPointerException.class, () -> python.eval(null));
        assertThrows(NullPointerException.class, () -> python.eval("1", null));
        assertThrows(NullPointerException.class, () -> python.compile(null));
        assertThrows(NullPointerException.class, () -> python.get(null));
        assertThrows(NullPointerException.class, () -> python.set(null, 1));
        assertThrows(NullPointerException.class, () -> python.call((String) null));
        assertThrows(NullPointerException.class, () -> PythonRuntime.shared().open(null));
    }

    @Test
    void globals_are_deleted_by_name() {
        python.set("x", 1);
        assertTrue(python.delete("x"));
        assertFalse(python.delete("x"));
        assertEquals("NameError", failure("x").typeName());
    }
}
