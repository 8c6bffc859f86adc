package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several methods is called that take arrays, or callables. */
class OverloadTest {
    @FunctionalInterface
    public interface Reader {
        void process(String in) throws IOException;
    }

    @FunctionalInterface
    public interface Changer {
        void process(String in, StringBuilder out) throws IOException;
    }

    public static class Api {
        public String image(int[] size) {
            return "int";
        }

        public String image(long[] size) {
            return "long";
        }

        public String image(double[] size) {
            return "double";
        }

        public String image(Integer[] size) {
            return "Integer";
        }

        public String image(String[] names) {
            return "String";
        }

        public String image(Set<?> names) {
            return "Set";
        }

        public String large(float[] x) {
            return "float";
        }

        public String large(double[] x) {
            return "double";
        }

        public String each(List<?> x) {
            return "List";
        }

        public String each(int[] x) {
            return "int";
        }

        public String query(Function<Object, Object> one) {
            return "one " + one.apply(1);
        }

        public String query(BiConsumer<Object, Object> two) {
            two.accept(1, 2);
            return "two";
        }

        public String name(String name) {
            return name;
        }

        public String run(Reader reader) throws IOException {
            reader.process("in");
            return "read";
        }

        public String run(Changer changer) throws IOException {
            var out = new StringBuilder();
            changer.process("in", out);
            return "changed to " + out;
        }
    }

    private PythonInterpreter python;

    @BeforeEach
    void open() {
        python = PythonRuntime.shared().withHostAccess(HostAccess.ALL).open();
        python.set("api", new Api());
    }

    @AfterEach
    void close() {
        python.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api.image([1, 2]) | int",
                "api.image([1, 1 << 40]) | long",
                "api.image((1, 2.5)) | double",
                "api.image(['a']) | String",
                "api.image([1, None]) | Integer",
                "api.large([1.5]) | double",
                "api.each([1]) | List",
            })
    void of_arrays_that_fits_best_whose_elements_do(String call, String chosen) {
        assertEquals(chosen, python.eval(call));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "def f(source): pass | read",
                "def f(source, target): target.append('f') | changed to f",
                "def f(source, target, more=None): target.append('f') | changed to f",
                "class A:\\n  def m(self, source, target): target.append('m')\\nf = A().m | changed to m",
                "class A:\\n  def process(self, source, target): target.append('p')\\nf = A() | changed to p",
                "class A:\\n  def process(self, source): pass\\nf = A() | read",
            })
    void of_interfaces_that_fits_whose_method_has_as_many_parameters_as_the_callable(String script, String result) {
        python.exec(script.replace("\\n", "\n"));
        assertEquals(result, python.eval("api.run(f)"));
    }

    @Test
    void the_number_of_parameters_decides_before_the_result() {
        assertEquals("one 2", python.eval("api.query(lambda x: 2 * x)"));
        assertEquals("two", python.eval("api.query(lambda x, y: x)"));
        assertEquals("one 1", python.eval("api.query(lambda *all: len(all))"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"def f(*all): pass", "f = print", "class f:\n  def __init__(self, x): pass", "def f(): pass"})
    void a_callable_that_takes_what_both_give_or_neither_is_ambiguous(String script) {
        python.exec(script);
        var error = assertThrows(PythonException.class, () -> python.eval("api.run(f)"));
        assertTrue(error.pythonMessage().contains(".run is ambiguous for ("), error.pythonMessage());
        assertEquals(3, python.eval("1 + 2"));
    }

    @Test
    void attributes_that_lie_choose_wrong_and_harm_nothing() {
        python.exec("""
                class Liar:
                    def __call__(self, *all): pass
                    def __getattr__(self, name):
                        if name == '__code__': return self
                        if name == '__defaults__': return [self] * 3
                        return -5 if name == 'co_argcount' else 0
                """);
        assertThrows(PythonException.class, () -> python.eval("api.run(Liar())"));
        python.exec("""
                class Endless:
                    def __call__(self, *all): pass
                    def __getattr__(self, name):
                        raise KeyError(name)
                """);
        assertEquals(
                "KeyError",
                assertThrows(PythonException.class, () -> python.eval("api.run(Endless())"))
                        .typeName());
        assertEquals(3, python.eval("1 + 2"));
    }

    @Test
    void a_message_names_the_python_class_of_an_argument() {
        python.exec("class Order: pass");
        assertEquals(
                "argument 1 of " + Api.class.getName()
                        + ".name: expected java.lang.String, Python gave an object of the Python class Order",
                assertThrows(PythonException.class, () -> python.eval("api.name(Order())"))
                        .pythonMessage());
        assertEquals(
                Api.class.getName() + ".large takes (float[]) or (double[]), got (Order)",
                assertThrows(PythonException.class, () -> python.eval("api.large(Order())"))
                        .pythonMessage()
                        .replace("(double[]) or (float[])", "(float[]) or (double[])"));
    }
}
