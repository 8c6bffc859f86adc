package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import javax.script.Invocable;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.PythonException;

/** The Javadoc of {@link javax.script.Invocable}, rule by rule. */
class InvocableConformanceTest extends Conformance {
    private final Invocable invocable = (Invocable) engine;

    interface Calculator {
        int add(int a, int b);

        default int twice(int a) {
            return add(a, a);
        }
    }

    @Test
    void calls_top_level_functions() throws Exception {
        engine.eval("def area(w, h): return w * h");
        assertEquals(6, invocable.invokeFunction("area", 2, 3));
        assertNull(invocable.invokeFunction("print"));
    }

    @Test
    void sees_and_changes_the_bindings_of_the_engine() throws Exception {
        engine.eval("def raise_total(by):\n    global total\n    total += by");
        engine.put("total", 10);
        invocable.invokeFunction("raise_total", 5);
        assertEquals(15, engine.get("total"));
    }

    @Test
    void calls_methods_of_objects_that_an_earlier_script_left() throws Exception {
        Object cart = engine.eval("class Cart:\n    n = 0\n    def add(self, k): self.n += k; return self.n\nCart()");
        assertEquals(2, invocable.invokeMethod(cart, "add", 2));
        assertEquals(5, invocable.invokeMethod(cart, "add", 3));
    }

    @Test
    void finds_no_such_method_by_name() throws Exception {
        Object cart = engine.eval("class Cart: size = 3\nCart()");
        engine.put("number", 5);
        assertThrows(NoSuchMethodException.class, () -> invocable.invokeFunction("missing"));
        assertThrows(NoSuchMethodException.class, () -> invocable.invokeFunction("number"));
        assertThrows(NoSuchMethodException.class, () -> invocable.invokeMethod(cart, "missing"));
        assertThrows(NoSuchMethodException.class, () -> invocable.invokeMethod(cart, "size"));
    }

    @Test
    void finds_no_such_method_for_other_arguments() throws Exception {
        engine.eval("def one(x): return x");
        var error = assertThrows(NoSuchMethodException.class, () -> invocable.invokeFunction("one", 1, 2));
        assertEquals("one: one() takes 1 positional argument but 2 were given", error.getMessage());
    }

    @Test
    void wraps_errors_inside_the_procedure() throws Exception {
        engine.eval("def fail(): missing()\ndef wrong(): return len(5)");
        var error = assertThrows(ScriptException.class, () -> invocable.invokeFunction("fail"));
        assertEquals("NameError", ((PythonException) error.getCause()).typeName());
        assertThrows(ScriptException.class, () -> invocable.invokeFunction("wrong"));
    }

    @Test
    void refuses_null_names_and_what_is_no_object_of_a_script() throws Exception {
        Object object = engine.eval("object()");
        assertThrows(NullPointerException.class, () -> invocable.invokeFunction(null));
        assertThrows(NullPointerException.class, () -> invocable.invokeMethod(object, null));
        assertThrows(IllegalArgumentException.class, () -> invocable.invokeMethod(null, "x"));
        assertThrows(IllegalArgumentException.class, () -> invocable.invokeMethod("text", "upper"));
    }

    @Test
    void implements_an_interface_by_functions() throws Exception {
        engine.eval("def add(a, b): return a + b");
        Calculator calculator = invocable.getInterface(Calculator.class);
        assertEquals(5, calculator.add(2, 3));
        assertEquals(8, calculator.twice(4));
        assertEquals(calculator, calculator);
        assertFalse(calculator.equals(invocable.getInterface(Calculator.class)));
        assertEquals(calculator.hashCode(), calculator.hashCode());
        assertEquals("Calculator in Python", calculator.toString());
        engine.eval("def twice(a): return -a");
        assertEquals(-4, invocable.getInterface(Calculator.class).twice(4));
    }

    @Test
    void implements_an_interface_by_the_methods_of_an_object() throws Exception {
        Object object = engine.eval("class C:\n    def add(self, a, b): return a * b\nC()");
        assertEquals(6, invocable.getInterface(object, Calculator.class).add(2, 3));
    }

    @Test
    void answers_null_where_functions_are_missing() throws Exception {
        assertNull(invocable.getInterface(Calculator.class));
        assertNull(invocable.getInterface(engine.eval("object()"), Calculator.class));
    }

    @Test
    void refuses_what_is_no_interface() throws Exception {
        Object object = engine.eval("object()");
        assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(null));
        assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(String.class));
        assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(object, null));
        assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(object, String.class));
        assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(null, Calculator.class));
        assertThrows(IllegalArgumentException.class, () -> invocable.getInterface("text", Calculator.class));
    }
}
