package org.pythonwasm.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.machine.code.CodeRuntime;
import org.pythonwasm.machine.code.CodeTable;
import org.pythonwasm.test.Checkout;

/** All code, that of the library too, is compiled at its first use, and guards fail at random: the results are those of the interpreter. */
class ChaosTest {
    @AfterEach
    void the_JVM_accepts_each_class() {
        assertEquals(0, PythonCompiler.broken());
    }

    static Stream<Path> programs() throws IOException {
        try (var files = Files.list(Checkout.root().resolve("bench/programs"))) {
            return files.filter(file -> file.toString().endsWith(".py")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programs_have_the_results_of_the_interpreter(Path program) throws IOException {
        String source = Files.readString(program);
        try (var interpreted = Interpreters.interpreted();
                var compiled = Interpreters.compiled()) {
            interpreted.exec(source);
            compiled.exec(source);
            assertEquals(interpreted.eval("repr(run())"), compiled.eval("repr(run())"));
        }
    }

    @Test
    void each_feature_of_the_language_does_what_it_does_in_the_interpreter() {
        long left = CodeTable.left();
        assertEquals(results(Interpreters.interpreted()), results(Interpreters.compiled()));
        assertTrue(CodeRuntime.CHAOS > 0 && CodeTable.left() > left, "no guard failed");
    }

    private static String results(PythonInterpreter opened) {
        try (var python = opened) {
            python.exec(Interpreters.resource("language.py"));
            return (String) python.eval("run(40)");
        }
    }
}
