package org.pythonwasm.hosts.jython;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.python.core.Py;
import org.python.core.PyException;
import org.python.core.PyObject;
import org.python.core.PyString;
import org.python.util.PythonInterpreter;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.PythonRuntime;

/** Applications that embed Python: a method for each row of the table in docs/from-jython.md, in Jython and here. */
class EmbeddingTest {
    private static final String CLASS = """
            class Rate:
                def __init__(self, rate): self.rate = rate
                def applyAsInt(self, net): return net * self.rate
            """;

    @Test
    void sets_runs_and_gets() {
        try (var python = new PythonInterpreter()) {
            // region: jython-interpreter
            python.set("rate", 2);
            python.exec("def price(net): return net * rate");
            PyObject price = python.get("price").__call__(Py.newInteger(21));
            int total = Py.tojava(price, Integer.class);
            // endregion
            assertEquals(42, total);
        }
        try (var python = PythonRuntime.shared().open()) {
            // region: from-jython-interpreter
            python.set("rate", 2);
            python.exec("def price(net): return net * rate");
            int total = (Integer) python.call("price", 21);
            // endregion
            assertEquals(42, total);
            assertEquals(42, ((PythonHandle) python.get("price")).call(21));
        }
    }

    @Test
    void values_are_javas_and_other_objects_are_handles() {
        try (var python = new PythonInterpreter()) {
            python.exec("x = [1, 'a']\nclass A: pass\na = A()");
            assertEquals(List.of(1, "a"), python.get("x", List.class));
            assertEquals(
                    "A",
                    python.get("a")
                            .__getattr__("__class__")
                            .__getattr__("__name__")
                            .toString());
        }
        try (var python = PythonRuntime.shared().open()) {
            python.exec("x = [1, 'a']\nclass A: pass\na = A()");
            assertEquals(List.of(1, "a"), python.get("x"));
            assertEquals("A", ((PythonHandle) ((PythonHandle) python.get("a")).get("__class__")).get("__name__"));
        }
    }

    @Test
    void an_object_implements_an_interface() {
        try (var python = new PythonInterpreter()) {
            python.exec("from java.util.function import IntUnaryOperator\n"
                    + CLASS.replace("class Rate:", "class Rate(IntUnaryOperator):"));
            var rate = (IntUnaryOperator) python.eval("Rate(2)").__tojava__(IntUnaryOperator.class);
            assertEquals(42, rate.applyAsInt(21));
        }
        try (var python = PythonRuntime.shared().open()) {
            python.exec(CLASS);
            var rate = ((PythonHandle) python.eval("Rate(2)")).as(IntUnaryOperator.class);
            assertEquals(42, rate.applyAsInt(21));
        }
    }

    @Test
    void methods_and_attributes() {
        try (var python = new PythonInterpreter()) {
            python.exec(CLASS);
            var rate = python.eval("Rate(2)");
            rate.__setattr__("rate", Py.newInteger(3));
            assertEquals(63, rate.invoke("applyAsInt", Py.newInteger(21)).asInt());
        }
        try (var python = PythonRuntime.shared().open()) {
            python.exec(CLASS);
            var rate = (PythonHandle) python.eval("Rate(2)");
            rate.set("rate", 3);
            assertEquals(63, rate.invoke("applyAsInt", 21));
        }
    }

    @Test
    void output_input_and_arguments() {
        try (var python = new PythonInterpreter()) {
            var output = new StringWriter();
            python.setOut(output);
            python.setIn(new java.io.StringReader("Ada\n"));
            python.getSystemState().argv.set(0, new PyString("rule.py"));
            python.exec("import sys\nprint raw_input(), sys.argv[0]");
            assertEquals("Ada rule.py\n", output.toString());
        }
        try (var python = PythonRuntime.shared().open()) {
            var output = new StringBuilder();
            python.setOutput(output::append, text -> {});
            python.setInput(List.of("Ada\n", "").iterator()::next);
            python.setArguments(List.of("rule.py"));
            python.exec("import sys\nprint(input(), sys.argv[0])");
            assertEquals("Ada rule.py\n", output.toString());
        }
    }

    @Test
    void files_of_scripts_and_modules(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("rule.py"), "x = 6 * 7");
        Files.writeString(folder.resolve("shop.py"), "name = 'Ada'");
        try (var python = new PythonInterpreter()) {
            python.execfile(new ByteArrayInputStream(Files.readAllBytes(script)));
            python.getSystemState().path.append(new PyString(folder.toString()));
            python.exec("import shop");
            assertEquals("Ada", python.eval("shop.name").toString());
        }
        var runtime = PythonRuntime.builder()
                .withReadOnlyDirectory("/scripts", folder)
                .withPreparation("import sys\nsys.path.append('/scripts')")
                .build();
        try (var python = runtime.open()) {
            python.exec(Files.readString(script), "rule.py");
            assertEquals(42, python.get("x"));
            assertEquals("Ada", python.eval("import shop\nshop.name"));
        }
    }

    @Test
    void exceptions() {
        try (var python = new PythonInterpreter()) {
            var error = assertThrows(PyException.class, () -> python.exec("raise KeyError('x')"));
            assertEquals("KeyError", error.type.__getattr__("__name__").toString());
        }
        try (var python = PythonRuntime.shared().open()) {
            var error = assertThrows(PythonException.class, () -> python.exec("raise KeyError('x')"));
            assertEquals(List.of("KeyError", "'x'", 1), List.of(error.typeName(), error.pythonMessage(), error.line()));
        }
    }

    @Test
    void interpreters_share_modules_only_in_jython() {
        try (var first = new PythonInterpreter();
                var second = new PythonInterpreter()) {
            first.exec("import string\nstring.mine = 1");
            assertEquals(1, second.eval("__import__('string').mine").asInt());
            first.exec("del string.mine");
        }
        try (var first = PythonRuntime.shared().open();
                var second = PythonRuntime.shared().open()) {
            first.exec("import string\nstring.mine = 1");
            assertEquals(false, second.eval("hasattr(__import__('string'), 'mine')"));
            first.reset();
            assertEquals(false, first.eval("hasattr(__import__('string'), 'mine')"));
        }
    }

    @Test
    void a_missing_name_is_null_in_jython_and_an_error_here() {
        try (var python = new PythonInterpreter()) {
            assertNull(python.get("missing"));
        }
        try (var python = PythonRuntime.shared().open()) {
            var names = new ArrayList<String>();
            names.add(assertThrows(PythonException.class, () -> python.get("missing"))
                    .typeName());
            assertEquals(List.of("NameError"), names);
        }
    }
}
