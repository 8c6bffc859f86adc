package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void a_message_names_the_python_class_of_an_argument() {
        python.exec("class Order: pass");
        assertEquals(
                "argument 1 of " + Api.class.getName()
                        + ".name: expected java.lang.String, Python gave an object of the Python class Order",
                assertThrows(PythonException.class, () -> python.eval("api.name(Order())"))
                        .pythonMessage());
        assertEquals(
                Api.class.getName() + ".large takes (float[]) or (double[]), got (an object of the Python class Order)",
                assertThrows(PythonException.class, () -> python.eval("api.large(Order())"))
                        .pythonMessage()
                        .replace("(double[]) or (float[])", "(float[]) or (double[])"));
    }
}
