package org.pythonwasm.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.test.JavaProgram;

/** System properties that are read once in a JVM: a wrong one is named by each error, until it is right. */
class WrongPropertyTest {
    private static final List<List<String>> WRONG = List.of(
            List.of("python-wasm.jit", "yes"),
            List.of("python-wasm.jitThreshold", "often"),
            List.of("python-wasm.jitThreshold", "0"),
            List.of("python-wasm.jitThreshold", "99999999999"),
            List.of("python-wasm.regex", "off"),
            List.of("python-wasm.regexThreshold", "-1"),
            List.of("python-wasm.sleepAfter", "soon"));

    @TempDir
    Path folder;

    @Test
    void is_named_by_each_script_and_each_runtime() throws Exception {
        var expected = new ArrayList<String>();
        for (List<String> wrong : WRONG) {
            for (int i = 0; i < 4; i++) {
                expected.add("the system property " + wrong.get(0) + " got '" + wrong.get(1) + "'");
            }
        }
        expected.add("2");
        assertEquals(
                expected,
                JavaProgram.run(
                        folder,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Program.class.getName()));
    }

    /** In a JVM that has made no interpreter yet. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws ScriptException {
            for (List<String> wrong : WRONG) {
                System.setProperty(wrong.get(0), wrong.get(1));
                for (int i = 0; i < 2; i++) {
                    attempt(() -> new ScriptEngineManager()
                            .getEngineByName("python-wasm")
                            .eval("1"));
                    attempt(() -> PythonRuntime.shared().open());
                }
                System.clearProperty(wrong.get(0));
            }
            System.out.println(
                    new ScriptEngineManager().getEngineByName("python-wasm").eval("1 + 1"));
        }

        private static void attempt(Attempt attempt) {
            try {
                attempt.run();
                System.out.println("no error");
            } catch (ScriptException | IllegalArgumentException e) {
                // Where it stands, and what was found; between them is what was expected.
                System.out.println(e.getMessage().replaceFirst(" is .*, got ", " got "));
            }
        }
    }

    private interface Attempt {
        void run() throws ScriptException;
    }
}
