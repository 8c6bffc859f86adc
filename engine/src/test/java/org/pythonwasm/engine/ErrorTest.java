package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        assertTrue(error.traceback().contains("    y = (2 +\n        ^\nSyntaxError: '(' was never closed"),
                error.traceback());
    }

    @Test
    void attributes_of_an_exception_are_readable() {
        var error = assertThrows(PythonException.class,
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
        int before = python.session().guest().pages();
        for (int i = 0; i < 2000; i++) {
            assertThrows(PythonException.class, () -> python.call("fail", 1));
        }
        assertEquals(before, python.session().guest().pages());
    }
}
