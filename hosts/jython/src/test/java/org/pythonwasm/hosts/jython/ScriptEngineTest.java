package org.pythonwasm.hosts.jython;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import javax.script.Compilable;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.junit.jupiter.api.Test;

/** What applications of javax.script find different, a method for each line of docs/from-jython.md; and what they do not. */
class ScriptEngineTest {
    private final ScriptEngine jython = new ScriptEngineManager().getEngineByName("jython");
    private final ScriptEngine here = new ScriptEngineManager().getEngineByName("python-wasm-beans");
    private final ScriptEngine values = new ScriptEngineManager().getEngineByName("python-wasm");

    @Test
    void the_value_of_several_lines_is_that_of_the_last() throws ScriptException {
        assertNull(jython.eval("x = 1\nx + 1"));
        assertEquals(2, here.eval("x = 1\nx + 1"));
        assertEquals(2, jython.eval("1 + 1"));
    }

    @Test
    void collections_are_live_except_in_the_sandbox() throws ScriptException {
        for (ScriptEngine engine : List.of(jython, here, values)) {
            var list = new ArrayList<Object>();
            engine.put("list", list);
            engine.eval("list.append(1)");
            assertEquals(engine == values ? "[]" : "[1]", list.toString());
            assertEquals("[1]", engine.get("list").toString());
        }
    }

    @Test
    void functions_are_handles_whose_methods_have_other_names() throws Exception {
        jython.eval("f = len");
        assertEquals(
                "len",
                ((org.python.core.PyObject) jython.get("f"))
                        .__getattr__("__name__")
                        .toString());
        here.eval("f = len");
        assertEquals("len", ((org.pythonwasm.engine.PythonHandle) here.get("f")).get("__name__"));
    }

    @Test
    void integers_that_an_int_holds_are_integers_in_both_and_decimal_numbers_here_only() throws ScriptException {
        for (ScriptEngine engine : List.of(jython, here)) {
            assertEquals(
                    List.of(Integer.class, Double.class),
                    List.of(engine.eval("7").getClass(), engine.eval("7.5").getClass()));
        }
        assertEquals(java.math.BigInteger.valueOf(7), jython.eval("7L"));
        assertEquals(1L << 40, here.eval("1 << 40"));
        assertEquals(java.math.BigInteger.ONE.shiftLeft(40), jython.eval("1 << 40"));
        assertEquals(
                "BigDecimal",
                here.eval("__import__('decimal').Decimal('1.5')").getClass().getSimpleName());
    }

    @Test
    void output_lines_of_errors_functions_interfaces_and_bindings_are_the_same() throws Exception {
        for (ScriptEngine engine : List.of(jython, here)) {
            var output = new StringWriter();
            engine.getContext().setWriter(output);
            engine.eval("print('hello')");
            assertEquals("hello\n", output.toString());
            var error = assertThrows(ScriptException.class, () -> engine.eval("x = 1\nraise ValueError('bad')"));
            assertEquals(2, error.getLineNumber());
            engine.eval("def applyAsInt(a, b): return a + b");
            assertEquals(3, ((Invocable) engine).invokeFunction("applyAsInt", 1, 2));
            assertEquals(
                    3,
                    ((Invocable) engine).getInterface(IntBinaryOperator.class).applyAsInt(1, 2));
            var bindings = new SimpleBindings();
            bindings.put("n", 1);
            ((Compilable) engine).compile("m = n + 1").eval(bindings);
            assertEquals(2, bindings.get("m"));
            assertEquals("MULTITHREADED", engine.getFactory().getParameter("THREADING"));
        }
    }
}
