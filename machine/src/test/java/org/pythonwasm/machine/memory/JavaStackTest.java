package org.pythonwasm.machine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What is kept free of a stack does not depend on what the JVM has compiled: just after a start, the guest needs most. */
class JavaStackTest {
    private static final long STACK_BYTES = 1 << 20;

    @Test
    void the_reserve_is_as_large_when_what_looks_for_it_is_compiled() throws Exception {
        int interpreted = framesOfTheReserve("-Xint");
        int compiled = framesOfTheReserve("-XX:CompileCommand=compileonly,org.pythonwasm.machine.memory.JavaStack::*");

        assertTrue(
                compiled > 0.7 * interpreted,
                compiled + " frames of interpreted code, " + interpreted + " when it is not compiled");
    }

    private static int framesOfTheReserve(String option) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:CompileCommand=quiet",
                        option,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Reserve.class.getName())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return Integer.parseInt(output.trim());
    }

    /** Prints how many frames of its own, which are interpreted, fit where the stack was low for the first time. */
    static final class Reserve {
        private static final int UNTIL_COMPILED = 20_000;
        private static int deepest;

        private Reserve() {}

        public static void main(String[] arguments) throws Exception {
            var task = new FutureTask<>(() -> {
                for (int i = 0; i < UNTIL_COMPILED; i++) {
                    JavaStack.stack_is_low();
                }
                return untilLow(0);
            });
            new Thread(null, task, "reserve", STACK_BYTES).start();
            System.out.println(task.get());
        }

        private static int untilLow(int depth) {
            return JavaStack.stack_is_low() == 0 ? untilLow(depth + 1) : untilFull(depth) - depth;
        }

        private static int untilFull(int depth) {
            try {
                descend(depth);
            } catch (StackOverflowError e) {
                return deepest;
            }
            throw new IllegalStateException("this stack has no end");
        }

        private static void descend(int depth) {
            deepest = depth;
            descend(depth + 1);
        }
    }
}
